package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.query.ServerError;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.Field;

/**
 * Assert on the error with which the server refused a statement.
 *
 * <pre>{@code
 * assertThat(schema).statement("INSERT INTO orders (number) VALUES (7), (7)")
 *         .failsWith(UNIQUE_VIOLATION).onTable("orders").withMessageContaining("duplicate key"); // passes
 * assertThat(schema).statement("INSERT INTO orders (number) VALUES (7), (7)")
 *         .failsWith(UNIQUE_VIOLATION).onConstraint("orders_pkey"); // fails: it was another one
 * }</pre>
 *
 * @since 0.1
 */
public class StatementFailureAssert extends AbstractSchemaproofAssert<StatementFailureAssert, ServerError> {

    private final String where;

    StatementFailureAssert(ServerError actual, String where) {
        super(actual, StatementFailureAssert.class);
        this.where = where;
    }

    @Override
    protected String where() {
        return where;
    }

    /** Require the constraint that was violated; a unique index is one. */
    public StatementFailureAssert onConstraint(String name) {
        return name("constraint", name, actual.constraint());
    }

    /** Require the table; a name without a schema may be in any. */
    public StatementFailureAssert onTable(String name) {
        var parts = Names.parse(name);
        if (parts.size() > 1) {
            name("schema", Names.quote(parts.get(0)), actual.schema());
        }
        return name("table", Names.quote(parts.get(parts.size() - 1)), actual.table());
    }

    /** Require the table. */
    public StatementFailureAssert onTable(org.jooq.Table<?> table) {
        return onTable(Names.of(table));
    }

    /** Require the column, which the server names for NOT NULL only. */
    public StatementFailureAssert onColumn(String name) {
        return name("column", name, actual.column());
    }

    /** Do the same with a jOOQ field. */
    public StatementFailureAssert onColumn(Field<?> field) {
        return onColumn(Names.unqualified(field));
    }

    /** Require the data type or domain. */
    public StatementFailureAssert onDataType(String name) {
        return name("data type", name, actual.dataType());
    }

    /** Require that the message, without severity and detail, contains a text. */
    public StatementFailureAssert withMessageContaining(String text) {
        return contains("message", text, Optional.of(actual.message()));
    }

    /** Require that a part of the message matches a regular expression. */
    public StatementFailureAssert withMessageMatching(String regex) {
        return matches("message", regex, Optional.of(actual.message()));
    }

    /** Require that the DETAIL contains a text. */
    public StatementFailureAssert withDetailContaining(String text) {
        return contains("detail", text, actual.detail());
    }

    /** Require that a part of the DETAIL matches a regular expression. */
    public StatementFailureAssert withDetailMatching(String regex) {
        return matches("detail", regex, actual.detail());
    }

    /** Require that the HINT contains a text. */
    public StatementFailureAssert withHintContaining(String text) {
        return contains("hint", text, actual.hint());
    }

    private StatementFailureAssert name(String what, String name, Optional<String> found) {
        String expected = Names.column(name);
        return is(
                found.filter(expected::equals).isPresent(),
                "the error to be about " + what + " " + expected,
                expected,
                found);
    }

    private StatementFailureAssert contains(String what, String text, Optional<String> found) {
        return is(
                found.filter(f -> f.contains(text)).isPresent(),
                "the " + what + " to contain \"" + text + "\"",
                text,
                found);
    }

    private StatementFailureAssert matches(String what, String regex, Optional<String> found) {
        Pattern pattern = Pattern.compile(regex);
        return is(
                found.filter(f -> pattern.matcher(f).find()).isPresent(),
                "the " + what + " to match " + regex,
                regex,
                found);
    }

    private StatementFailureAssert is(boolean satisfied, String rule, String expected, Optional<String> found) {
        if (!satisfied) {
            fail(Failure.expected(rule).butWas(expected, found.orElse("none")).line("error: " + brief(actual)));
        }
        return this;
    }

    static String brief(ServerError error) {
        return error.sqlState() + ": " + error.message();
    }
}
