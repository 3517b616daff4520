package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Sequence;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a sequence has come, read without advancing it.
 *
 * @param last the last number given, or the first one to be given
 * @param called whether {@code last} was given already
 * @param columns what takes its numbers
 */
record SequencePosition(Schema schema, Sequence sequence, BigInteger last, boolean called, List<Target> columns) {

    static SequencePosition of(Schema schema, Sequence sequence) {
        Sql sql = new Sql(schema.dataSource());
        List<@Nullable String> row = sql.rows("SELECT last_value, is_called::text FROM " + sequence.identity())
                .get(0);
        // By ownership, and by a default that names the sequence; a table stands for its partitions.
        List<Target> columns = sql.rows("""
                WITH u(relation, number) AS (
                  SELECT d.refobjid, d.refobjsubid FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = pg_catalog.to_regclass(?)
                    AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
                  UNION
                  SELECT f.adrelid, f.adnum FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attrdef f ON f.oid = d.objid
                  WHERE d.classid = 'pg_catalog.pg_attrdef'::regclass
                    AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = pg_catalog.to_regclass(?))
                SELECT a.attrelid::regclass::text, quote_ident(a.attname), t.typname FROM u
                JOIN pg_catalog.pg_attribute a ON a.attrelid = u.relation AND a.attnum = u.number
                JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i JOIN u p ON p.relation = i.inhparent
                                  WHERE i.inhrelid = u.relation)
                ORDER BY 1, a.attnum""", sequence.identity(), sequence.identity()).stream()
                .map(column -> new Target(
                        String.valueOf(column.get(0)), String.valueOf(column.get(1)), String.valueOf(column.get(2))))
                .toList();
        return new SequencePosition(
                schema, sequence, new BigInteger(String.valueOf(row.get(0))), "true".equals(row.get(1)), columns);
    }

    private boolean isAscending() {
        return sequence.increment() > 0;
    }

    /** The number that nextval would give, perhaps the first one anew; behind the end where there is none. */
    BigInteger next() {
        BigInteger next = called ? last.add(BigInteger.valueOf(sequence.increment())) : last;
        boolean passed = isAscending()
                ? next.compareTo(BigInteger.valueOf(sequence.maximum())) > 0
                : next.compareTo(BigInteger.valueOf(sequence.minimum())) < 0;
        return passed && sequence.isCycling()
                ? BigInteger.valueOf(isAscending() ? sequence.minimum() : sequence.maximum())
                : next;
    }

    /** The last number there can be: the sequence's own, or that of the narrowest column's type. */
    BigInteger end() {
        BigInteger own = BigInteger.valueOf(isAscending() ? sequence.maximum() : sequence.minimum());
        return narrowest()
                .map(column -> isAscending()
                        ? column.greatest().min(own)
                        : column.least().max(own))
                .orElse(own);
    }

    /** The column whose type ends before the sequence does. */
    Optional<String> limitedBy() {
        BigInteger own = BigInteger.valueOf(isAscending() ? sequence.maximum() : sequence.minimum());
        return end().equals(own) ? Optional.empty() : narrowest().map(column -> column + " " + column.type());
    }

    private Optional<Target> narrowest() {
        return columns.stream()
                .filter(Target::isInteger)
                .min((a, b) -> a.greatest().compareTo(b.greatest()));
    }

    boolean isExhausted() {
        return isAscending() ? next().compareTo(end()) > 0 : next().compareTo(end()) < 0;
    }

    /** How many of a hundred numbers are left; steps greater than one use up all the numbers they pass. */
    BigDecimal headroom() {
        BigInteger begin = BigInteger.valueOf(isAscending() ? sequence.minimum() : sequence.maximum());
        BigInteger all = end().subtract(begin).abs().add(BigInteger.ONE);
        BigInteger used = called ? last : last.subtract(BigInteger.valueOf(Long.signum(sequence.increment())));
        BigInteger left = isAscending() ? end().subtract(used) : used.subtract(end());
        return new BigDecimal(left.max(BigInteger.ZERO))
                .multiply(BigDecimal.valueOf(100))
                .divide(new BigDecimal(all), 6, RoundingMode.FLOOR);
    }

    /** The numbers that a column already has among those that nextval will give before the sequence's end. */
    Optional<Collisions> collisions(Target column) {
        String value = column.column();
        List<@Nullable String> row = new Sql(schema.dataSource())
                .rows(
                        "SELECT count(*), " + (isAscending() ? "min(" : "max(") + value + ") FROM " + column.table()
                                + " WHERE " + value + (isAscending() ? " >= " : " <= ") + "CAST(? AS numeric) AND "
                                + value
                                + (isAscending() ? " <= " : " >= ") + "CAST(? AS numeric) AND (" + value
                                + " - CAST(? AS numeric)) % CAST(? AS numeric) = 0",
                        next().toString(),
                        end().toString(),
                        next().toString(),
                        String.valueOf(sequence.increment()))
                .get(0);
        long count = Long.parseLong(String.valueOf(row.get(0)));
        return count == 0 ? Optional.empty() : Optional.of(new Collisions(count, String.valueOf(row.get(1))));
    }

    /** Numbers that are taken: how many rows, and the one that is reached first. */
    record Collisions(long count, String first) {}

    /**
     * A column that takes its numbers from the sequence.
     *
     * @param type {@code int2}, {@code int4}, {@code int8}, or another one
     */
    record Target(String table, String column, String type) {

        boolean isInteger() {
            return type.equals("int2") || type.equals("int4") || type.equals("int8");
        }

        boolean isNumber() {
            return isInteger() || type.equals("numeric");
        }

        BigInteger greatest() {
            return BigInteger.valueOf(
                    switch (type) {
                        case "int2" -> Short.MAX_VALUE;
                        case "int4" -> Integer.MAX_VALUE;
                        default -> Long.MAX_VALUE;
                    });
        }

        BigInteger least() {
            return greatest().negate().subtract(BigInteger.ONE);
        }

        @Override
        public String toString() {
            return table + "." + column;
        }
    }
}
