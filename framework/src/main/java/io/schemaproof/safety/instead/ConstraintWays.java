package io.schemaproof.safety.instead;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Table;
import java.util.Optional;

/** Ways to constraints that refuse rows: NOT VALID first, and the rows of before are read under a lock that lets others write. */
public final class ConstraintWays {

    private ConstraintWays() {}

    /**
     * To a check.
     *
     * @param other whether there was another one of this name
     */
    public static String check(Table table, Constraint check, boolean other) {
        return validated(
                table, check.quotedName(), check.demand(), other ? "DROP CONSTRAINT " + check.quotedName() + ", " : "");
    }

    /**
     * To a foreign key, in each partition first.
     *
     * @param other whether there was another one of this name
     */
    public static String foreignKey(Table table, Constraint key, boolean other) {
        Optional<String> inPartitions = other ? Optional.empty() : PartitionWays.foreignKey(table, key);
        return inPartitions.orElseGet(() -> check(table, key, other));
    }

    public static String exclusion() {
        return "There is no way to add an EXCLUDE constraint beside traffic: fill a new table that has it.";
    }

    public static String notNull(Table table, Column column) {
        return proven(
                table,
                NewName.like(column, column.name() + "_not_null"),
                column.quotedName() + " IS NOT NULL",
                "ALTER TABLE " + table.identity() + " ALTER COLUMN " + column.quotedName() + " SET NOT NULL;");
    }

    /**
     * A step that reads no row, since a CHECK that is there for as long says what the step would look for.
     *
     * @param name of the CHECK, as it stands in SQL
     */
    static String proven(Table table, String name, String condition, String step) {
        return validated(table, name, "CHECK (" + condition + ")") + "\n" + step + "\nALTER TABLE " + table.identity()
                + " DROP CONSTRAINT " + name + ";";
    }

    /** A constraint that the table has not. */
    static String validated(Table table, String name, String demand) {
        return validated(table, name, demand, "");
    }

    private static String validated(Table table, String name, String demand, String first) {
        String alter = "ALTER TABLE " + table.identity() + " ";
        return alter + first + "ADD CONSTRAINT " + name + " " + demand + " NOT VALID;\n" + alter
                + "VALIDATE CONSTRAINT " + name + ";";
    }
}
