package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Sequence;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Field;

/**
 * Assert on a sequence: how it counts, how far it has come, and whether its next number is free.
 *
 * <pre>{@code
 * assertThat(schema).sequence("orders_id_seq").hasHeadroomOf(50).nextvalDoesNotCollide(); // passes
 * assertThat(schema).sequence("orders_id_seq").isCycling(); // fails
 * }</pre>
 *
 * @since 0.1
 */
public class SequenceAssert extends AbstractObjectAssert<SequenceAssert, Sequence> {

    SequenceAssert(Schema schema, Sequence actual) {
        super(schema, actual, actual.object(), SequenceAssert.class);
    }

    /** Require a type, written in any way the server knows. */
    public SequenceAssert hasType(String type) {
        return actual.type().equals(type)
                ? this
                : same(
                        "the sequence's type to be " + type,
                        new Canonical(schema.dataSource()).type(type),
                        actual.type());
    }

    /** Require the first number. */
    public SequenceAssert startsWith(long start) {
        return same("the sequence's start", start, actual.start());
    }

    /** Require the step, negative for a descending sequence. */
    public SequenceAssert hasIncrement(long increment) {
        return same("the sequence's increment", increment, actual.increment(), alter("INCREMENT BY " + increment));
    }

    /** Require the least number. */
    public SequenceAssert hasMinimum(long minimum) {
        return same("the sequence's minimum", minimum, actual.minimum(), alter("MINVALUE " + minimum));
    }

    /** Require the greatest number. */
    public SequenceAssert hasMaximum(long maximum) {
        return same("the sequence's maximum", maximum, actual.maximum(), alter("MAXVALUE " + maximum));
    }

    /** Require how many numbers a session takes at once. */
    public SequenceAssert hasCache(long numbers) {
        return same("the sequence's cache", numbers, actual.cache(), alter("CACHE " + numbers));
    }

    /** Require that it begins anew at its end. */
    public SequenceAssert isCycling() {
        return cycle("CYCLE");
    }

    /** Require that it ends with an error. */
    public SequenceAssert isNotCycling() {
        return cycle("NO CYCLE");
    }

    /**
     * Require the column with which it is dropped, of an identity or a serial column or set by OWNED BY.
     *
     * @param column with its table: {@code orders.id}
     */
    public SequenceAssert isOwnedBy(String column) {
        String found = actual.ownedBy().orElse("no column");
        List<String> wanted = Names.parse(column);
        List<String> parts = Names.parse(found);
        boolean same = wanted.size() >= 2
                && parts.size() >= wanted.size()
                && parts.subList(parts.size() - wanted.size(), parts.size()).equals(wanted);
        return same ? this : same("the sequence to be owned by " + column, column, found);
    }

    /** Require that it is dropped with a jOOQ field, which knows its table. */
    public SequenceAssert isOwnedBy(Field<?> field) {
        return isOwnedBy(Names.of(field));
    }

    /** Require that no column owns it. */
    public SequenceAssert isNotOwned() {
        return same(
                "the sequence to be owned by no column",
                "no column",
                actual.ownedBy().orElse("no column"));
    }

    /**
     * Require that so many of its numbers are left.
     *
     * @param percent of all numbers between its minimum and its maximum, or the end of its column's type where that is
     *     nearer; 0 to 100
     */
    public SequenceAssert hasHeadroomOf(double percent) {
        SequencePosition position = SequencePosition.of(schema, actual);
        BigDecimal left = position.headroom();
        if (left.compareTo(BigDecimal.valueOf(percent)) < 0) {
            fail(Failure.expected("at least " + BigDecimal.valueOf(percent).toPlainString()
                            + " % of the sequence's numbers to be left")
                    .butWas(
                            BigDecimal.valueOf(percent).toPlainString() + " %",
                            left.setScale(2, RoundingMode.FLOOR).toPlainString() + " %")
                    .line("It has come to " + position.last() + " of " + position.end()
                            + position.limitedBy()
                                    .map(by -> ", the end of " + by)
                                    .orElse("") + "."));
        }
        return this;
    }

    /**
     * Require that no number it is about to give is already in a column that takes its numbers: the one that owns it, and
     * those that it is the default of. Reads the sequence without advancing it; numbers that open sessions have cached are
     * not seen. An empty table collides with nothing; a sequence that no column uses fails.
     */
    public SequenceAssert nextvalDoesNotCollide() {
        SequencePosition position = SequencePosition.of(schema, actual);
        if (position.columns().isEmpty()) {
            fail(Failure.expected("a column that takes its numbers from the sequence")
                    .butWas("at least one column", "none: nothing was checked"));
        }
        if (position.isExhausted()) {
            fail(Failure.expected("the sequence to have a next number")
                    .butWas("a number up to " + position.end(), "it has come to " + position.last()));
        }
        for (SequencePosition.Target column : position.columns()) {
            collision(position, column).ifPresent(this::fail);
        }
        return this;
    }

    /** Go on with who may use it. */
    public PrivilegesAssert privileges() {
        return continued(PrivilegesAssert.of(schema, Securable.SEQUENCE, identity()));
    }

    /** Assert on who may use it and come back; all failures are reported together. */
    public SequenceAssert privileges(Consumer<PrivilegesAssert> requirements) {
        return nested(privileges(), requirements);
    }

    private Optional<Failure> collision(SequencePosition position, SequencePosition.Target column) {
        if (!column.isNumber()) {
            return Optional.of(Failure.expected("the next numbers of the sequence to be free in " + column)
                    .butWas("a column of numbers", column.type() + ": nothing was checked"));
        }
        return position.collisions(column)
                .map(found -> Failure.expected("the next numbers of the sequence to be free in " + column)
                        .butWas(
                                "no number on the way from " + position.next(),
                                found.count() + " taken, the first " + found.first())
                        .suggest("SELECT setval(" + SqlText.literal(identity()) + ", "
                                + (actual.increment() > 0 ? "max(" : "min(") + column.column() + ")) FROM "
                                + column.table()
                                + ";"));
    }

    private SequenceAssert cycle(String expected) {
        return same(
                "the sequence to be " + expected, expected, actual.isCycling() ? "CYCLE" : "NO CYCLE", alter(expected));
    }

    private String alter(String change) {
        return "ALTER SEQUENCE " + identity() + " " + change + ";";
    }
}
