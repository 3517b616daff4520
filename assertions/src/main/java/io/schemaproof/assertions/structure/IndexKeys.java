package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.Schema;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Compare the keys of an index with those expected: columns or expressions, perhaps with DESC and NULLS FIRST. */
final class IndexKeys {

    private final Schema schema;
    private final String table;
    private final List<String> expected;

    IndexKeys(Schema schema, String table, List<String> expected) {
        this.schema = schema;
        this.table = table;
        this.expected = expected;
    }

    boolean match(Index index) {
        List<IndexKey> keys = index.keys();
        if (keys.size() != expected.size()) {
            return false;
        }
        for (int i = 0; i < keys.size(); i++) {
            if (!matches(expected.get(i).strip(), keys.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean matches(String text, IndexKey key) {
        String upper = text.toUpperCase(Locale.ROOT);
        String rest = text;
        boolean nullsFirst = upper.endsWith(" NULLS FIRST");
        boolean nullsLast = upper.endsWith(" NULLS LAST");
        if (nullsFirst || nullsLast) {
            rest = rest.substring(0, upper.lastIndexOf(" NULLS ")).strip();
        }
        boolean descending = rest.toUpperCase(Locale.ROOT).endsWith(" DESC");
        if (descending || rest.toUpperCase(Locale.ROOT).endsWith(" ASC")) {
            rest = rest.substring(0, rest.lastIndexOf(' ')).strip();
        }
        boolean first = nullsFirst || (descending && !nullsLast);
        return key.descending() == descending && key.nullsFirst() == first && sameExpression(rest, key);
    }

    private boolean sameExpression(String text, IndexKey key) {
        if (text.equals(key.expression())) {
            return true;
        }
        boolean column = text.indexOf('(') < 0 && text.indexOf(' ') < 0;
        if (key.isColumn() || column) {
            return key.isColumn() && column && Names.column(text).equals(key.expression());
        }
        return new Canonical(schema.dataSource()).indexKey(table, text).equals(key.expression());
    }

    /** The keys as SQL. */
    static String text(Index index) {
        return index.keys().stream().map(IndexKeys::text).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String text(IndexKey key) {
        String expression = key.isColumn() ? Names.quote(key.expression()) : key.expression();
        String nulls = key.nullsFirst() == key.descending() ? "" : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST";
        return expression + (key.descending() ? " DESC" : "") + nulls;
    }
}
