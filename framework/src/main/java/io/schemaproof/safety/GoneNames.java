package io.schemaproof.safety;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.catalog.View;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.StatementTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Tables, views and columns that the application of before knows by a name that is no more: dropped, or called otherwise. */
final class GoneNames implements SafetyRule {

    private static final Pattern RENAMES = Pattern.compile("(?i)\\b(RENAME|SET\\s+SCHEMA)\\b");
    private static final Pattern DROPS = Pattern.compile("(?i)\\bDROP\\b");
    private static final Pattern ADDS = Pattern.compile("(?i)\\b(ADD\\s+VALUE|CREATE)\\b");
    private static final Pattern ANYTHING = Pattern.compile("");

    /** A relation and its columns. */
    private record Named(TypedObject object, List<Column> columns) {}

    @Override
    public List<Finding> judge(TracedMigration migration) {
        Map<String, Named> now = relations(migration.after());
        // A down takes away what its up has made; what was there before that is told.
        Map<String, Named> used =
                relations(migration.made().map(MadeByUp::before).orElse(migration.before()));
        List<Finding> findings = new ArrayList<>();
        relations(migration.before()).forEach((identity, was) -> {
            Named is = now.get(identity);
            Named then = used.get(identity);
            if (then != null && is == null) {
                findings.add(relation(migration, was));
            } else if (then != null && is != null) {
                for (Column column : was.columns()) {
                    if (Column.find(is.columns(), column.quotedName()).isEmpty()
                            && Column.find(then.columns(), column.quotedName()).isPresent()) {
                        findings.add(column(migration, was, column, is));
                    }
                }
            }
        });
        routines(migration, findings);
        labels(migration, findings);
        return findings;
    }

    private static void routines(TracedMigration migration, List<Finding> findings) {
        Catalog used = migration.made().map(MadeByUp::before).orElse(migration.before());
        for (Function was : migration.before().functions()) {
            if (ChangedFunctions.isCalled(was)
                    && used.find(was.id()).isPresent()
                    && migration.after().find(was.id()).isEmpty()
                    && ChangedFunctions.inPlaceOf(migration.after(), was).isEmpty()) {
                findings.add(
                        finding(
                                Hazard.DROP,
                                migration,
                                was,
                                DROPS,
                                "The " + was.id().kind().word() + " " + was.signature() + " is gone.",
                                "Leave it beside the new one until no application calls it, then drop it, in a later release."));
            }
        }
    }

    private static void labels(TracedMigration migration, List<Finding> findings) {
        for (EnumType was : migration.before().enumTypes()) {
            Optional<EnumType> now = migration.after().enumTypes().stream()
                    .filter(type -> type.identity().equals(was.identity()))
                    .findFirst();
            if (now.isPresent() && !migration.isDown() && was.extension().isEmpty()) {
                added(migration, was, now.get(), findings);
            }
            for (String label : now.isEmpty() ? List.<String>of() : was.labels()) {
                boolean known = migration.made().isEmpty()
                        || migration.made().get().before().enumTypes().stream()
                                .anyMatch(type -> type.identity().equals(was.identity())
                                        && type.labels().contains(label));
                if (known && !now.get().labels().contains(label)) {
                    findings.add(finding(
                            Hazard.RENAME,
                            migration,
                            was,
                            RENAMES,
                            "The value '" + label + "' of " + was.identity() + " is no more.",
                            "ALTER TYPE " + was.identity()
                                    + " ADD VALUE …; beside it, and leave the former one where it is."));
                }
            }
        }
    }

    /** Beside one that is gone, that is told. */
    private static void added(TracedMigration migration, EnumType was, EnumType now, List<Finding> findings) {
        List<String> labels = now.labels().stream()
                .filter(label -> !was.labels().contains(label))
                .map(SqlText::literal)
                .toList();
        if (!labels.isEmpty() && now.labels().containsAll(was.labels())) {
            findings.add(finding(
                    Hazard.VALUE_ADDED,
                    migration,
                    now,
                    ADDS,
                    "The enum type " + now.identity() + " takes " + Words.list(labels) + " now.",
                    "First deploy an application that bears to read it, then one that writes it, in a later release."));
        }
    }

    private static Map<String, Named> relations(Catalog catalog) {
        Map<String, Named> relations = new TreeMap<>();
        for (Table table : catalog.tables()) {
            if (table.extension().isEmpty()) {
                relations.put(table.identity(), new Named(table, table.columns()));
            }
        }
        for (View view : catalog.views()) {
            if (view.extension().isEmpty()) {
                relations.put(view.identity(), new Named(view, view.columns()));
            }
        }
        return relations;
    }

    private static Finding relation(TracedMigration migration, Named was) {
        String name = was.object().identity();
        String word = was.object().id().kind().word();
        if (isDropped(migration, was.object())) {
            return finding(
                    Hazard.DROP,
                    migration,
                    was.object(),
                    DROPS,
                    "The " + word + " " + name + " is gone.",
                    "First deploy an application that does not use " + name
                            + " any more, then drop it, in a later release.");
        }
        return finding(
                Hazard.RENAME,
                migration,
                was.object(),
                RENAMES,
                "The " + word + " " + name + " has another name.",
                "In the same transaction, leave a view of the former name: CREATE VIEW " + name
                        + " AS SELECT * FROM …; and drop it in a later release.");
    }

    private static boolean isCreated(TracedMigration migration, TypedObject relation) {
        String name = CatalogNames.qualifiedName(relation);
        return migration.large().statements().stream()
                .flatMap(statement -> statement.created().stream())
                .anyMatch(created -> created.qualifiedName().equals(name));
    }

    private static boolean isDropped(TracedMigration migration, TypedObject relation) {
        String name = CatalogNames.qualifiedName(relation);
        return migration.large().statements().stream()
                .flatMap(statement -> statement.dropped().stream())
                .anyMatch(dropped -> dropped.qualifiedName().equals(name));
    }

    private static Finding column(TracedMigration migration, Named was, Column column, Named is) {
        String table = was.object().identity();
        Optional<String> renamed = newName(migration, was.object(), was.columns(), column, is.columns());
        if (renamed.isPresent()) {
            return finding(
                    Hazard.RENAME,
                    migration,
                    column,
                    RENAMES,
                    "The column " + column.identity() + " is called " + renamed.get() + " now.",
                    was.object() instanceof View
                            ? "Leave " + column.quotedName() + " in " + table + ", with " + renamed.get()
                                    + " behind the other columns, and take it out in a later release."
                            : "ALTER TABLE " + table + " ADD COLUMN " + renamed.get() + " " + column.type()
                                    + "; fill both by a trigger, copy in batches, and drop " + column.quotedName()
                                    + " in a later release.");
        }
        return finding(
                Hazard.DROP,
                migration,
                column,
                DROPS,
                "The column " + column.identity() + " is gone.",
                "First deploy an application that names " + column.quotedName()
                        + " nowhere and does not rely on SELECT *, then drop it, in a later release.");
    }

    /**
     * The column that now stands where it stood. One that was added instead of it would stand last, so that only for the last one
     * the words have to tell; and in a table that was made anew.
     *
     * @param was the columns of before
     * @param is those of after
     * @return its name as PostgreSQL writes it
     */
    static Optional<String> newName(
            TracedMigration migration, TypedObject relation, List<Column> was, Column column, List<Column> is) {
        boolean said = migration.naming(column.name(), RENAMES).isPresent();
        boolean last = was.stream().noneMatch(other -> other.position() > column.position());
        if ((!said && (last || isCreated(migration, relation))) || was.size() > is.size()) {
            return Optional.empty();
        }
        return is.stream()
                .filter(other -> other.position() == column.position()
                        && other.type().equals(column.type())
                        && Column.find(was, other.quotedName()).isEmpty())
                .map(Column::quotedName)
                .findFirst();
    }

    private static Finding finding(
            Hazard hazard, TracedMigration migration, TypedObject object, Pattern verb, String what, String remedy) {
        Optional<StatementTrace> statement = migration
                .naming(object.name(), object.identity(), verb)
                .or(() -> migration.naming(object.name(), object.identity(), ANYTHING));
        String down = migration.isDown() ? " It was there before the up, which this down is to take back." : "";
        return SafetyFinding.of(
                hazard,
                migration,
                statement,
                object,
                what + down,
                migration.isDown() ? "Take back what the up has done, and nothing else." : remedy);
    }
}
