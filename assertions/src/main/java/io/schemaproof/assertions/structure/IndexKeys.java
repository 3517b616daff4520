package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.IndexContract;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.Schema;
import io.schemaproof.query.QueryException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compare the keys of an index with those expected, as CREATE INDEX takes them: columns or expressions, perhaps with
 * COLLATE, an operator class, DESC and NULLS FIRST. What is not said is at its default.
 */
final class IndexKeys {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][\\w$]*|\"(?:[^\"]|\"\")+\"");

    private final Schema schema;
    private final String table;
    private final List<String> expected;
    private @Nullable QueryException refusal;

    IndexKeys(Schema schema, String table, List<String> expected) {
        this.schema = schema;
        this.table = table;
        this.expected = expected.stream().map(String::strip).toList();
    }

    boolean match(Index index) {
        return index.keys().size() == expected.size()
                && canonical(index.method()).filter(index.keys()::equals).isPresent();
    }

    /** The expected keys as the catalogue holds them; empty where the method cannot have them. */
    private Optional<List<IndexKey>> canonical(String method) {
        if (expected.stream().allMatch(key -> PLAIN.matcher(key).matches())) {
            return Optional.of(expected.stream()
                    .map(Names::column)
                    .map(name -> new IndexKey(name, true, Optional.empty(), Optional.empty(), false, false))
                    .toList());
        }
        try {
            return Optional.of(new CanonicalTable(schema.dataSource(), table).indexKeys(method, expected));
        } catch (QueryException e) {
            refusal = e;
            return Optional.empty();
        }
    }

    /** Why the server refuses the expected keys, or nothing. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal).map(QueryException::getMessage);
    }

    @Override
    public String toString() {
        return "(" + String.join(", ", expected) + ")";
    }

    /** The keys as SQL. */
    static String text(Index index) {
        return index.keys().stream().map(IndexKeys::text).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String text(IndexKey key) {
        String expression = key.isColumn() ? Names.quote(key.expression()) : key.expression();
        return expression + IndexContract.modifiers(key);
    }
}
