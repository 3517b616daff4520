package io.schemaproof.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A column of a table or a view.
 *
 * @since 0.1
 */
public final class Column extends TypedObject {

    /** What a name as PostgreSQL writes it has between its parts, and around them. */
    private static final Pattern DIVIDES = Pattern.compile("[.\"(]");

    Column(Catalog catalog, CatalogObject object) {
        super(catalog, object);
    }

    static List<Column> of(Catalog catalog, ObjectId relation) {
        return catalog.children(relation).stream()
                .filter(child -> child.id().kind() == ObjectKind.COLUMN
                        && child.attributes().containsKey("position"))
                .map(child -> new Column(catalog, child))
                .sorted(Comparator.comparingInt(Column::position))
                .toList();
    }

    /** The one of these columns that has this name, quoted or not. */
    public static Optional<Column> find(List<Column> columns, String name) {
        if (DIVIDES.matcher(name).find()) {
            // Of a name with a dot in it half a name is left below.
            Optional<Column> same = named(columns, name);
            if (same.isPresent()) {
                return same;
            }
        }
        String folded = QualifiedName.folded(name).get(0);
        String exact = QualifiedName.parts(name).get(0);
        return named(columns, folded).or(() -> named(columns, exact));
    }

    private static Optional<Column> named(List<Column> columns, String name) {
        // Not a stream: thousands of assertions ask for a column, and few tables have many.
        for (Column column : columns) {
            if (column.name().equals(name)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** The table; empty for a column of a view. */
    public Optional<Table> table() {
        return object.parent().flatMap(catalog::table);
    }

    /** The place in the table, from 1, without gaps. */
    public int position() {
        return Integer.parseInt(text("position"));
    }

    /** The type as {@code format_type} writes it: {@code numeric(10,2)}, {@code timestamp with time zone}. */
    public String type() {
        return text("type");
    }

    /** Whether NULL is allowed. */
    public boolean isNullable() {
        return !text("nullable").equals("no");
    }

    /** Whether a row that does not name it gets a value: by a default, an expression or an identity. */
    public boolean isFilled() {
        return defaultExpression().isPresent()
                || generated() != Generated.NOT_GENERATED
                || identityGeneration() != IdentityGeneration.NO_IDENTITY;
    }

    /** The default's expression; a generated column has none. */
    public Optional<String> defaultExpression() {
        return object.attribute("default");
    }

    public Generated generated() {
        return Generated.valueOf(
                object.attribute("generated").map(SqlWords::constant).orElse("NOT_GENERATED"));
    }

    /** The expression of a generated column. */
    public Optional<String> generationExpression() {
        return object.attribute("generation expression");
    }

    public IdentityGeneration identityGeneration() {
        return IdentityGeneration.valueOf(
                object.attribute("identity").map(SqlWords::constant).orElse("NO_IDENTITY"));
    }

    /** The collation, where it is not the type's own. */
    public Optional<String> collation() {
        return object.attribute("collation");
    }

    /** The sequence of an identity column or a serial column. */
    public Optional<Sequence> sequence() {
        return catalog.sequences().stream()
                .filter(sequence ->
                        sequence.ownedBy().filter(identity()::equals).isPresent())
                .findFirst();
    }

    /** How a column's value is generated. */
    public enum Generated {
        NOT_GENERATED,
        STORED,
        VIRTUAL
    }

    /** How an identity column's value is generated. */
    public enum IdentityGeneration {
        NO_IDENTITY,
        ALWAYS,
        BY_DEFAULT
    }
}
