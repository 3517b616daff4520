package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Composite types of before whose attributes are others: by name the application reads them, and by their number it writes them. */
final class ChangedComposites implements SafetyRule {

    private static final Pattern RENAMES = Pattern.compile("(?i)\\bRENAME\\b");

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        for (CatalogObject type : migration.before().objects(ObjectKind.COMPOSITE_TYPE)) {
            if (type.extension().isEmpty() && migration.after().find(type.id()).isPresent()) {
                List<CatalogObject> was = attributes(migration.before(), type.id());
                List<CatalogObject> now = attributes(migration.after(), type.id());
                gone(migration, type, was, now, findings);
                if (now.size() > was.size()) {
                    more(migration, type, was, now, findings);
                }
            }
        }
        return findings;
    }

    private static List<CatalogObject> attributes(Catalog catalog, ObjectId type) {
        return catalog.children(type).stream()
                .filter(child -> child.id().kind() == ObjectKind.ATTRIBUTE)
                .sorted(Comparator.comparingInt(
                        child -> Integer.parseInt(child.attribute("position").orElse("0"))))
                .toList();
    }

    private static void gone(
            TracedMigration migration,
            CatalogObject type,
            List<CatalogObject> was,
            List<CatalogObject> now,
            List<Finding> findings) {
        String identity = type.id().identity();
        for (CatalogObject attribute : was) {
            if (find(now, attribute).isPresent()) {
                continue;
            }
            String name = attribute.id().name();
            boolean renamed =
                    now.size() >= was.size() && migration.naming(name, RENAMES).isPresent();
            findings.add(SafetyFinding.naming(
                    migration,
                    renamed ? Hazard.RENAME : Hazard.DROP,
                    attribute.id().identity(),
                    name,
                    "The attribute " + name + " of the type " + identity
                            + (renamed ? " has another name." : " is gone."),
                    "Another type beside it, and a column of that type: leave " + identity
                            + " as it is until no application reads it, then drop it, in a later release.",
                    Map.of()));
        }
    }

    private static void more(
            TracedMigration migration,
            CatalogObject type,
            List<CatalogObject> was,
            List<CatalogObject> now,
            List<Finding> findings) {
        CatalogObject added = now.get(now.size() - 1);
        findings.add(SafetyFinding.naming(
                migration,
                Hazard.STRICTER,
                type.id().identity(),
                added.id().name(),
                "The type " + type.id().identity() + " has " + now.size() + " attributes now and had " + was.size()
                        + ": a value that is written as a row of " + was.size() + " is refused.",
                "First deploy an application that writes attributes by their names, as in INSERT INTO … (column."
                        + added.id().name() + ") …; in a later release add the attribute.",
                Map.of()));
    }

    private static Optional<CatalogObject> find(List<CatalogObject> attributes, CatalogObject attribute) {
        return attributes.stream()
                .filter(other -> other.id().equals(attribute.id()))
                .findFirst();
    }
}
