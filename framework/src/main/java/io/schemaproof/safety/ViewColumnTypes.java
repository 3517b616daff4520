package io.schemaproof.safety;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.View;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Columns of views that are of another type: what reads them meets another one. */
final class ViewColumnTypes implements SafetyRule {

    /** No reader tells them apart. */
    private static final Set<String> TEXTS = Set.of("text", "character varying", "name");

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        for (View was : migration.before().views()) {
            migration.after().views().stream()
                    .filter(now -> was.extension().isEmpty() && now.identity().equals(was.identity()))
                    .forEach(now -> compare(migration, was, now, findings));
        }
        return findings;
    }

    private static void compare(TracedMigration migration, View was, View now, List<Finding> findings) {
        for (Column column : now.columns()) {
            Column.find(was.columns(), column.quotedName())
                    .filter(former -> !read(former).equals(read(column)))
                    .ifPresent(former -> findings.add(SafetyFinding.naming(
                            migration,
                            Hazard.VIEW_COLUMN_TYPE,
                            column.identity(),
                            now.name(),
                            "The column " + column.identity() + " is " + column.type() + " now, and was "
                                    + former.type() + ".",
                            "CREATE OR REPLACE VIEW with " + column.quotedName() + " as it was, as by CAST(… AS "
                                    + former.type() + "), and another column of the new type behind the others.",
                            Map.of("was", former.type(), "is", column.type()))));
        }
    }

    /** A type as those who read meet it: how long or exact a value may be tells them nothing. */
    private static String read(Column column) {
        String type = column.type().replaceFirst("\\([\\d, ]*\\)", "");
        String element = type.replaceFirst("(\\[])+$", "");
        return TEXTS.contains(element) ? "text" + type.substring(element.length()) : type;
    }
}
