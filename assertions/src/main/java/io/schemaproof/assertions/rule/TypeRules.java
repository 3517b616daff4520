package io.schemaproof.assertions.rule;

import static io.schemaproof.assertions.rule.Rules.columns;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Sequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Ready rules about the types of columns.
 *
 * @since 0.1
 */
public final class TypeRules {

    private TypeRules() {}

    /** {@code schema.timestamp-without-time-zone}: moments without a place. */
    public static ObjectRule<Column> noTimestampWithoutTimeZone() {
        return other(
                "timestamp without time zone",
                "timestamp with time zone",
                column -> column + " AT TIME ZONE 'UTC'",
                "it is a moment only for those who know which time zone was meant",
                "schema.timestamp-without-time-zone");
    }

    /** {@code schema.timetz}: {@code time with time zone}. */
    public static ObjectRule<Column> noTimeWithTimeZone() {
        return other(
                "time with time zone",
                "time without time zone",
                column -> column + "::time",
                "without a date nobody knows whether it is summer time",
                "schema.timetz");
    }

    /** {@code schema.timestamp-precision}: {@code timestamptz(0)} and the like. */
    public static ObjectRule<Column> noTimestampWithPrecision() {
        return rule(
                column -> column.type().matches("timestamp\\([0-9]\\).*"),
                "timestamp with a precision",
                column -> Statements.retype(column, Conditions.withoutLength(column.type()), column.quotedName()),
                "it rounds up to half a second into the future; date_trunc cuts off",
                "schema.timestamp-precision");
    }

    /** {@code schema.money}: {@code money}. */
    public static ObjectRule<Column> noMoney() {
        return other(
                "money",
                "numeric(19,2)",
                column -> column + "::numeric",
                "its currency is a setting of the server",
                "schema.money");
    }

    /** {@code schema.json}: {@code json} instead of {@code jsonb}. */
    public static ObjectRule<Column> noJson() {
        return other(
                "json",
                "jsonb",
                column -> column + "::jsonb",
                "it has no equality and no index, and DISTINCT on it fails",
                "schema.json");
    }

    /** {@code schema.char}: {@code char(n)}. */
    public static ObjectRule<Column> noChar() {
        return other(
                "character",
                "text",
                column -> column + "::text",
                "it pads with blanks, which then count or do not count",
                "schema.char");
    }

    /** {@code schema.varchar-limit}: {@code varchar(n)}. */
    public static ObjectRule<Column> noVarcharWithLimit() {
        return rule(
                column -> column.type().matches("character varying\\([0-9]+\\)"),
                "varchar with a limit",
                column -> Statements.retype(column, "text"),
                "the limit saves nothing, and is hard to change; a CHECK is not",
                "schema.varchar-limit");
    }

    /** {@code schema.large-object}: columns that hold OIDs of large objects. */
    public static ObjectRule<Column> noLargeObject() {
        return rule(
                column -> Set.of("oid", "lo", "public.lo").contains(column.type()),
                "oid",
                column -> Statements.retype(column, "bytea", "lo_get(" + column.quotedName() + "::oid)"),
                "large objects outlive their rows, and are not dropped with the table",
                "schema.large-object");
    }

    /** {@code schema.serial}: columns made with {@code serial}. */
    public static ObjectRule<Column> noSerial() {
        return columns()
                .should(new ObjectCondition<>("not be serial", TypeRules::serial))
                .because("an identity column keeps its sequence, its rights and its copies together")
                .as("schema.serial");
    }

    private static Function<Column, List<Violation>> serial(Schema schema) {
        Map<String, Sequence> sequences = new HashMap<>();
        schema.catalog().sequences().stream()
                .filter(sequence -> !sequence.object().is("identity"))
                .forEach(sequence -> sequence.ownedBy().ifPresent(column -> sequences.put(column, sequence)));
        return column -> {
            Sequence sequence = sequences.get(column.identity());
            boolean serial = sequence != null
                    && Set.of("smallint", "integer", "bigint").contains(column.type())
                    && column.defaultExpression()
                            .filter(text -> text.startsWith("nextval("))
                            .isPresent();
            return serial && sequence != null
                    ? List.of(Violation.of(column, "is " + column.type() + " with the sequence " + sequence.identity())
                            .suggesting(toIdentity(column, sequence)))
                    : List.of();
        };
    }

    private static String toIdentity(Column column, Sequence sequence) {
        String table = column.table().map(t -> t.identity()).orElse("");
        String name = column.quotedName();
        return Statements.dropDefault(column) + " DROP SEQUENCE " + sequence.identity() + "; "
                + (column.isNullable() ? Statements.setNotNull(column) + " " : "")
                + Statements.alterTable(column) + "ALTER COLUMN " + name + " ADD GENERATED BY DEFAULT AS IDENTITY; "
                + "SELECT setval(pg_get_serial_sequence(" + SqlText.literal(table) + ", "
                + SqlText.literal(column.name())
                + "), coalesce(max(" + name + "), 0) + 1, false) FROM " + table + ";";
    }

    private static ObjectRule<Column> other(
            String type, String instead, UnaryOperator<String> conversion, String reason, String id) {
        return rule(
                column -> {
                    String bare = Conditions.withoutLength(column.type());
                    return bare.equals(type) || bare.equals(type + "[]");
                },
                type,
                column -> column.type().endsWith("[]")
                        ? Statements.retype(column, instead + "[]")
                        : Statements.retype(column, instead, conversion.apply(column.quotedName())),
                reason,
                id);
    }

    private static ObjectRule<Column> rule(
            Predicate<Column> guilty, String what, Function<Column, String> repair, String reason, String id) {
        return columns()
                .should(ObjectCondition.of(
                        "not be " + what, column -> !guilty.test(column), column -> "is " + column.type(), repair))
                .because(reason)
                .as(id);
    }
}
