package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.TriggerContract;
import io.schemaproof.assertions.core.WholeSql;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.query.QueryException;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Have the server write what is expected of a table's parts; see {@link Canonical}. */
final class CanonicalTable {

    private static final String SYNTAX_ERROR = "42601";
    private static final Pattern ORDER =
            Pattern.compile("(?is)^(.*?)((?:\\s+(?:asc|desc))?(?:\\s+nulls\\s+(?:first|last))?)$");
    private static final Pattern PLAIN = Pattern.compile("\\w+|\"(?:[^\"]|\"\")+\"");

    private final Canonical canonical;
    private final String table;

    CanonicalTable(DataSource dataSource, String table) {
        this.canonical = new Canonical(dataSource);
        this.table = table;
    }

    /** The expression of a generated column. */
    String generated(String type, String expression) {
        return canonical.ask(
                "generation expression " + expression,
                Canonical.copyOf(table) + "; ALTER TABLE " + Canonical.COPY + " ADD COLUMN schemaproof_generated "
                        + type + " GENERATED ALWAYS AS (" + WholeSql.of(expression) + ") STORED",
                "SELECT pg_get_expr(adbin, adrelid) FROM pg_catalog.pg_attrdef WHERE adrelid = '" + Canonical.COPY
                        + "'::regclass");
    }

    /** The parameters of an identity column's sequence, those that are not given at their defaults. */
    String identityOptions(String type, String options) {
        return canonical.ask(
                "identity options " + options,
                "CREATE TEMPORARY TABLE schemaproof_copy (c " + type + " GENERATED ALWAYS AS IDENTITY"
                        + (options.isBlank() ? "" : " (" + WholeSql.of(options) + ")") + ")",
                "SELECT format('START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s', seqstart,"
                        + " seqincrement, seqmin, seqmax, seqcache) || CASE WHEN seqcycle THEN ' CYCLE' ELSE ' NO CYCLE' END"
                        + " FROM pg_catalog.pg_sequence WHERE seqrelid = pg_get_serial_sequence('" + Canonical.COPY
                        + "', 'c')::regclass");
    }

    /** A constraint, as {@code EXCLUDE USING gist (during WITH &&)}; a foreign key cannot be asked for. */
    String constraint(String definition) {
        return canonical.ask(
                "constraint " + definition,
                Canonical.copyOf(table) + "; ALTER TABLE " + Canonical.COPY + " ADD CONSTRAINT schemaproof_constraint "
                        + WholeSql.of(definition),
                "SELECT pg_get_constraintdef(oid) FROM pg_catalog.pg_constraint WHERE conrelid = '" + Canonical.COPY
                        + "'::regclass AND conname = 'schemaproof_constraint'");
    }

    /** The definition of a trigger. */
    String trigger(TriggerContract trigger) {
        return TriggerContract.definitionOf(canonical.ask(
                "trigger " + trigger.definition(),
                Canonical.copyOf(table) + "; " + WholeSql.of(trigger.statementOn(Canonical.COPY) + "\n"),
                "SELECT pg_get_triggerdef(oid) FROM pg_catalog.pg_trigger WHERE tgrelid = '" + Canonical.COPY
                        + "'::regclass"));
    }

    /** The key of a partitioned table, as {@code RANGE (created_at)}. */
    String partitionKey(String key) {
        return canonical.ask(
                "partition key " + key,
                Canonical.copyOf(table) + " PARTITION BY " + WholeSql.of(key),
                "SELECT pg_get_partkeydef('" + Canonical.COPY + "'::regclass)");
    }

    /** The bound of a partition, as {@code FOR VALUES FROM (1) TO (10)} or {@code DEFAULT}. */
    String partitionBound(String partitionKey, String bound) {
        return canonical.ask(
                "partition bound " + bound,
                Canonical.copyOf(table) + " PARTITION BY " + partitionKey
                        + "; CREATE TEMPORARY TABLE schemaproof_part PARTITION OF " + Canonical.COPY + " "
                        + WholeSql.of(bound),
                "SELECT pg_get_expr(relpartbound, oid) FROM pg_catalog.pg_class WHERE oid = 'pg_temp.schemaproof_part'::regclass");
    }

    /** The keys of an index of a method: columns or expressions, with whatever may follow them. */
    List<IndexKey> indexKeys(String method, List<String> keys) {
        try {
            return IndexKey.of(index(method, String.join(", ", keys)));
        } catch (QueryException e) {
            if (!(e.getCause() instanceof SQLException cause && SYNTAX_ERROR.equals(cause.getSQLState()))) {
                throw e;
            }
            String wrapped = keys.stream().map(CanonicalTable::inParentheses).collect(Collectors.joining(", "));
            return IndexKey.of(index(method, wrapped));
        }
    }

    private String index(String method, String keys) {
        return canonical.ask(
                "index (" + keys + ")",
                Canonical.copyOf(table) + "; CREATE INDEX schemaproof_index ON " + Canonical.COPY + " USING " + method
                        + " (" + WholeSql.of(keys) + ")",
                "SELECT pg_get_indexdef('pg_temp.schemaproof_index'::regclass)");
    }

    /** An expression may be given without the parentheses that CREATE INDEX demands. */
    private static String inParentheses(String key) {
        Matcher parts = ORDER.matcher(key.strip());
        return !parts.matches() || PLAIN.matcher(parts.group(1)).matches()
                ? key
                : "(" + parts.group(1) + ")" + parts.group(2);
    }
}
