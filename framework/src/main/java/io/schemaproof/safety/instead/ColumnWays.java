package io.schemaproof.safety.instead;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Domain;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Ways to new columns, and to columns of another type or collation: first the column, then its values, in batches. */
public final class ColumnWays {

    private static final Pattern NEXTVAL = Pattern.compile("\\bnextval\\('((?:[^']|'')+)'");

    private ColumnWays() {}

    /**
     * A new column of a table that was written anew; empty for one that is NULL everywhere, which is no work: what wrote the table
     * anew is another column, or another action.
     */
    public static Optional<String> added(Catalog before, Catalog after, Table table, Column column) {
        Optional<Domain> domain = after.domain(column.type());
        boolean hasValues = column.isFilled();
        if (!hasValues && domain.isEmpty()) {
            return Optional.empty();
        }
        String alter = "ALTER TABLE " + table.identity() + " ";
        String values =
                column.generationExpression().or(column::defaultExpression).orElse("…");
        return Optional.of(newSequence(before, column)
                + alter + "ADD COLUMN " + column.quotedName() + " "
                + domain.map(Domain::baseType).orElse(column.type()) + ";"
                + column.defaultExpression()
                        .map(value ->
                                "\n" + alter + "ALTER COLUMN " + column.quotedName() + " SET DEFAULT " + value + ";")
                        .orElse(hasValues ? "\nA trigger, or the application, gives new rows their value." : "")
                + (hasValues
                        ? "\nUPDATE " + table.identity() + " SET " + column.quotedName() + " = " + values
                                + " in batches;"
                        : "")
                + domain.map(found -> checks(table, column, found)).orElse("")
                + (column.isNullable() ? "" : "\n" + ConstraintWays.notNull(table, column))
                + (isIdentity(column)
                        ? "\n" + alter + "ALTER COLUMN " + column.quotedName() + " ADD GENERATED "
                                + column.identityGeneration().name().replace('_', ' ')
                                + " AS IDENTITY (START WITH …);"
                        : ""));
    }

    /** A column without the constraints that it was added with: NULL, or one value for all rows, writes none of them. */
    public static String alone(Table table, Column column) {
        return "ALTER TABLE " + table.identity() + " ADD COLUMN " + column.quotedName() + " " + column.type()
                + column.collation().map(name -> " COLLATE " + name).orElse("")
                + (column.isNullable() ? "" : " NOT NULL")
                + column.defaultExpression().map(value -> " DEFAULT " + value).orElse("") + ";";
    }

    /** A column that an earlier statement has added, and that is looked through for NULL now. */
    public static String requiredLater(Table table, Column column) {
        return column.defaultExpression()
                .map(value -> "ALTER TABLE " + table.identity() + " ADD COLUMN " + column.quotedName() + " "
                        + column.type() + " NOT NULL DEFAULT " + value
                        + "; in one statement, which reads no row.")
                .orElseGet(() -> ConstraintWays.notNull(table, column));
    }

    /** A column of a domain with a check is written row by row even where all are NULL; one of its type with the same check is not. */
    private static String checks(Table table, Column column, Domain domain) {
        return domain.constraints().stream()
                .filter(constraint -> constraint.type().equals("check"))
                .map(constraint -> "\n"
                        + ConstraintWays.validated(
                                table,
                                NewName.like(column, column.name() + "_" + constraint.name()),
                                constraint
                                        .demand()
                                        .replaceAll("\\bVALUE\\b", Matcher.quoteReplacement(column.quotedName()))))
                .collect(Collectors.joining());
    }

    /** What a {@code serial} makes by the way. */
    private static String newSequence(Catalog before, Column column) {
        return column.defaultExpression().stream()
                .flatMap(value -> NEXTVAL.matcher(value).results())
                .map(match -> match.group(1).replace("''", "'"))
                .filter(name -> before.sequence(name).isEmpty())
                .map(name -> "CREATE SEQUENCE " + name + ";\n")
                .collect(Collectors.joining());
    }

    static boolean isIdentity(Column column) {
        return column.identityGeneration() != Column.IdentityGeneration.NO_IDENTITY;
    }

    /** Another type, or another order of values: a new column beside the old one. */
    public static String besideOld(Table table, Column column) {
        String other = NewName.like(column, "new_" + column.name());
        return "ALTER TABLE " + table.identity() + " ADD COLUMN " + other + " " + column.type()
                + column.collation().map(name -> " COLLATE " + name).orElse("") + ";\n"
                + "A trigger that keeps " + other + " equal to " + column.quotedName() + " in each write;\n"
                + "UPDATE " + table.identity() + " SET " + other + " = " + column.quotedName() + " in batches;\n"
                + "then let the application use the new column, and drop the other one in a later release.";
    }

    /** Another order of the same values leaves the table as it is, and writes anew what is ordered. */
    public static String collated(Table table, Column column) {
        List<Index> ordered = table.indexes().stream()
                .filter(index -> index.columns().contains(column.name()))
                .toList();
        if (ordered.isEmpty()
                || ordered.stream().anyMatch(index -> index.constraint().isPresent())) {
            return besideOld(table, column);
        }
        return ordered.stream()
                        .map(index -> "DROP INDEX CONCURRENTLY " + index.identity() + ";\n")
                        .collect(Collectors.joining())
                + "This statement, which then writes nothing anew;\n"
                + ordered.stream()
                        .map(index -> IndexWays.concurrently(index) + ";")
                        .collect(Collectors.joining("\n"))
                + "\nor, where queries need the index meanwhile, a new column:\n"
                + besideOld(table, column);
    }
}
