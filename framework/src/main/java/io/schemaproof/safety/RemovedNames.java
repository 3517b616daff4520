package io.schemaproof.safety;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Sequence;
import io.schemaproof.catalog.Table;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sequences and types whose names are no more, while what used them is still there: the schema follows a new name by itself, and an
 * application that says {@code nextval('…')} or {@code ?::…} does not.
 */
final class RemovedNames implements SafetyRule {

    private static final List<ObjectKind> TYPES = List.of(
            ObjectKind.ENUM_TYPE, ObjectKind.COMPOSITE_TYPE, ObjectKind.DOMAIN, ObjectKind.RANGE_TYPE, ObjectKind.TYPE);

    private static final Pattern RENAMES = Pattern.compile("(?i)\\b(RENAME\\s+TO|SET\\s+SCHEMA)\\b");

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        migration.before().sequences().stream()
                .filter(sequence -> sequence.extension().isEmpty() && isMissed(migration, sequence))
                .map(Sequence::object)
                .forEach(sequence ->
                        tell(migration, sequence, "nextval('" + sequence.id().identity() + "')", findings));
        for (ObjectKind kind : TYPES) {
            migration.before().objects(kind).stream()
                    .filter(type -> type.extension().isEmpty() && isMissed(migration, type))
                    .forEach(type -> tell(migration, type, "?::" + type.id().identity(), findings));
        }
        return findings;
    }

    /** The sequence of an identity column nobody names, and what falls with its column is told of that. */
    private static boolean isMissed(TracedMigration migration, Sequence sequence) {
        return isGone(migration, sequence.object())
                && columns(migration.before().tables())
                        .filter(column -> column.sequence()
                                .filter(own -> own.id().equals(sequence.id()))
                                .isPresent())
                        .allMatch(column -> column.identityGeneration() == Column.IdentityGeneration.NO_IDENTITY
                                && isThere(migration, column));
    }

    /** Where each column of the type is gone, that is told. */
    private static boolean isMissed(TracedMigration migration, CatalogObject type) {
        String name = type.id().identity();
        List<Column> columns = columns(migration.before().tables())
                .filter(column -> column.type().equals(name) || column.type().equals(name + "[]"))
                .toList();
        return isGone(migration, type)
                && (columns.isEmpty() || columns.stream().anyMatch(column -> isThere(migration, column)));
    }

    private static boolean isGone(TracedMigration migration, CatalogObject object) {
        return migration.after().find(object.id()).isEmpty();
    }

    private static boolean isThere(TracedMigration migration, Column column) {
        return migration.after().find(column.id()).isPresent();
    }

    private static Stream<Column> columns(List<Table> tables) {
        return tables.stream().flatMap(table -> table.columns().stream());
    }

    private static void tell(TracedMigration migration, CatalogObject was, String use, List<Finding> findings) {
        String identity = was.id().identity();
        String name = was.id().name();
        String verb = migration.naming(name, RENAMES).isPresent() ? "renamed" : "dropped";
        findings.add(SafetyFinding.naming(
                migration,
                Hazard.NAME_REMOVED,
                identity,
                name,
                "The " + was.id().kind().word() + " " + identity
                        + (verb.equals("renamed") ? " has another name." : " is gone."),
                "First deploy an application without " + use + ", then let it be " + verb + ", in a later release.",
                Map.of()));
    }
}
