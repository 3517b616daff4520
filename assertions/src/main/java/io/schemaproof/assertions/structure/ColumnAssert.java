package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Column.Generated;
import io.schemaproof.catalog.Column.IdentityGeneration;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Domain;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Sequence;
import io.schemaproof.catalog.TypedObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Assert on a column's definition. For the values in it see {@link TableAssert#rows()}.
 *
 * <pre>{@code
 * assertThat(schema).table("orders").column("total").hasType("decimal(10, 2)").isNotNullable().hasDefault("0"); // passes
 * assertThat(schema).table("orders").column("total").hasType("numeric"); // fails: precision counts
 * }</pre>
 *
 * @since 0.1
 */
public class ColumnAssert extends AbstractColumnStorageAssert<ColumnAssert> {

    ColumnAssert(Schema schema, Column actual, String table) {
        super(schema, actual, table, ColumnAssert.class);
    }

    /**
     * Require a type, written in any way the server knows: {@code int}, {@code numeric(10,2)}, {@code timestamptz}.
     *
     * <p>Length and precision count: a {@code varchar(100)} is not a {@code varchar}.
     */
    public ColumnAssert hasType(String type) {
        if (!type.equals(actual.type())) {
            String canonical = canonical().type(type);
            if (!canonical.equals(actual.type())) {
                fail(Failure.expected("the type to be " + type).butWas(canonical, actual.type()));
            }
        }
        return this;
    }

    /** Require an array of a type; PostgreSQL does not keep how many dimensions were declared. */
    public ColumnAssert isArrayOf(String elementType) {
        return hasType(elementType + "[]");
    }

    /** Require that it is no array. */
    public ColumnAssert isNotArray() {
        if (actual.type().endsWith("[]")) {
            fail(Failure.expected("no array").butWas("no array", actual.type()));
        }
        return this;
    }

    /** Require that the type is this domain, not merely the same base type. */
    public ColumnAssert hasDomain(String domain) {
        Optional<Domain> wanted = schema.catalog().domain(domain);
        String expected = wanted.map(TypedObject::identity).orElse(domain);
        if (wanted.isEmpty() || !wanted.equals(domain())) {
            fail(Failure.expected("the type to be the domain " + domain)
                    .butWas(expected, domain().isPresent() ? actual.type() : actual.type() + ", which is no domain")
                    .line(wanted.isPresent() ? "" : "There is no domain " + domain + "."));
        }
        return this;
    }

    /** Require that the type is no domain. */
    public ColumnAssert hasNoDomain() {
        domain().ifPresent(found -> fail(
                Failure.expected("no domain").butWas("no domain", found.identity() + " over " + found.baseType())));
        return this;
    }

    /** Require that NULL is not allowed, and in no row that was there before; a domain that forbids it is not enough. */
    public ColumnAssert isNotNullable() {
        if (actual.isNullable()) {
            fail(Failure.expected("the column to be NOT NULL")
                    .butWas(actual.type() + " NOT NULL", actual.type() + " NULL")
                    .line(forbidding(schema, actual)
                            .map(found -> "The domain " + found.identity()
                                    + " is NOT NULL, but a query may still put NULL into a column of it.")
                            .orElse(""))
                    .suggest(alter("SET NOT NULL")));
        }
        notValidated()
                .ifPresent(constraint -> fail(Failure.expected("NOT NULL to hold for every row")
                        .butWas("validated", "NOT NULL " + Names.quote(actual.name()) + " NOT VALID")
                        .suggest("ALTER TABLE " + table + " VALIDATE CONSTRAINT " + Names.quote(constraint.name())
                                + ";  -- after rows that violate it are gone")));
        return this;
    }

    /** Require that NULL is allowed, by the column and by its domain, if it has one. */
    public ColumnAssert isNullable() {
        if (!actual.isNullable()) {
            fail(Failure.expected("the column to allow NULL")
                    .butWas(actual.type() + " NULL", actual.type() + " NOT NULL")
                    .suggest(alter("DROP NOT NULL")));
        } else {
            forbidding(schema, actual)
                    .ifPresent(found -> fail(Failure.expected("the column to allow NULL")
                            .butWas(actual.type() + " NULL", "the domain " + found.identity() + " is NOT NULL")
                            .suggest("ALTER DOMAIN " + found.identity() + " DROP NOT NULL;")));
        }
        return this;
    }

    /** From PostgreSQL 18 on a column can be NOT NULL while old rows hold NULL. */
    private Optional<Constraint> notValidated() {
        return schema.catalog().table(table).stream()
                .flatMap(found -> found.constraints().stream())
                .filter(constraint -> constraint.type().equals("not null") && !constraint.isValidated())
                .filter(constraint -> constraint.columns().equals(List.of(actual.name())))
                .findFirst();
    }

    /** The domain that forbids NULL: the column's own, or one that it is made of. */
    static Optional<Domain> forbidding(Schema schema, Column column) {
        Optional<Domain> found = schema.catalog().domain(column.type());
        while (found.isPresent() && found.get().isNullable()) {
            found = schema.catalog().domain(found.get().baseType());
        }
        return found;
    }

    /** Require a default; the server says whether two expressions are the same. */
    public ColumnAssert hasDefault(String expression) {
        String found = actual.defaultExpression().orElse("no default");
        if (!found.equals(expression)) {
            String canonical = canonical().defaultOf(table, actual.name(), expression);
            if (!found.equals(canonical)) {
                fail(Failure.expected("the default to be " + expression)
                        .butWas(canonical, found)
                        .suggest(alter("SET DEFAULT " + expression)));
            }
        }
        return this;
    }

    /** Require that there is some default; an identity or generated column has none. */
    public ColumnAssert hasDefault() {
        if (actual.defaultExpression().isEmpty()) {
            fail(Failure.expected("a default").butWas("a default", "no default"));
        }
        return this;
    }

    /** Require that there is no default. */
    public ColumnAssert hasNoDefault() {
        actual.defaultExpression()
                .ifPresent(found -> fail(Failure.expected("no default")
                        .butWas("no default", found)
                        .suggest(alter("DROP DEFAULT"))));
        return this;
    }

    /** Require {@code GENERATED … AS IDENTITY} of a kind. */
    public ColumnAssert isIdentity(IdentityGeneration generation) {
        if (actual.identityGeneration() != generation) {
            fail(Failure.expected("the column to be an identity column")
                    .butWas(words(generation), words(actual.identityGeneration())));
        }
        return this;
    }

    /**
     * Require {@code GENERATED … AS IDENTITY} of a kind with these options.
     *
     * @param options as in parentheses behind IDENTITY: {@code START WITH 1000 INCREMENT BY 10}; what is not said must be
     *     at its default
     */
    public ColumnAssert isIdentity(IdentityGeneration generation, String options) {
        isIdentity(generation);
        if (actual.identityGeneration() == generation) {
            String expected = tableCanonical().identityOptions(actual.type(), options);
            String found = actual.sequence().map(ColumnAssert::parameters).orElse("no sequence");
            if (!expected.equals(found)) {
                fail(Failure.expected("the identity column to have the options " + options)
                        .butWas(expected, found));
            }
        }
        return this;
    }

    /** Require that the column is no identity column. */
    public ColumnAssert isNotIdentity() {
        return isIdentity(IdentityGeneration.NO_IDENTITY);
    }

    /** Require {@code GENERATED ALWAYS AS (expression)}; the server says whether two expressions are the same. */
    public ColumnAssert isGenerated(Generated how, String expression) {
        isGenerated(how);
        String found = actual.generationExpression().orElse("not generated");
        if (actual.generated() == how && !found.equals(expression)) {
            String canonical = tableCanonical().generated(actual.type(), expression);
            if (!found.equals(canonical)) {
                fail(Failure.expected("the column to be generated as " + expression)
                        .butWas(canonical, found));
            }
        }
        return this;
    }

    /** Require how the column is generated, whatever its expression is. */
    public ColumnAssert isGenerated(Generated how) {
        if (actual.generated() != how) {
            fail(Failure.expected("the column to be " + words(how)).butWas(words(how), generation()));
        }
        return this;
    }

    /** Require that the column is not generated from others. */
    public ColumnAssert isNotGenerated() {
        return isGenerated(Generated.NOT_GENERATED);
    }

    private Optional<Domain> domain() {
        return schema.catalog().domain(actual.type());
    }

    private String generation() {
        return words(actual.generated())
                + actual.generationExpression()
                        .map(expression -> " from " + expression)
                        .orElse("");
    }

    private Canonical canonical() {
        return new Canonical(schema.dataSource());
    }

    private CanonicalTable tableCanonical() {
        return new CanonicalTable(schema.dataSource(), table);
    }

    static String parameters(Sequence sequence) {
        return "START WITH " + sequence.start() + " INCREMENT BY " + sequence.increment() + " MINVALUE "
                + sequence.minimum() + " MAXVALUE " + sequence.maximum() + " CACHE " + sequence.cache()
                + (sequence.isCycling() ? " CYCLE" : " NO CYCLE");
    }

    private static String words(Generated how) {
        return how == Generated.NOT_GENERATED
                ? "not generated"
                : "generated " + how.name().toLowerCase(Locale.ROOT);
    }

    private static String words(IdentityGeneration generation) {
        return switch (generation) {
            case NO_IDENTITY -> "no identity column";
            case ALWAYS -> "GENERATED ALWAYS AS IDENTITY";
            case BY_DEFAULT -> "GENERATED BY DEFAULT AS IDENTITY";
        };
    }
}
