package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.IndexContract;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compare the keys of an index with those expected, as CREATE INDEX takes them: columns or expressions, perhaps with
 * COLLATE, an operator class, DESC and NULLS FIRST. What is not said is at its default.
 */
final class IndexKeys {

    /** The last one's refusal is shown, and B-tree's says most. */
    private static final List<String> METHODS = List.of("gin", "gist", "brin", "spgist", "hash", "btree");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][\\w$]*|\"(?:[^\"]|\"\")+\"");

    private final Schema schema;
    private final String table;
    private final List<String> expected;
    private final Optional<List<IndexKey>> plain;
    private @Nullable QueryException refusal;

    /**
     * Take expected keys.
     *
     * @throws IllegalArgumentException if there is none
     */
    IndexKeys(Schema schema, String table, List<String> expected) {
        if (expected.isEmpty()) {
            throw new IllegalArgumentException("Name at least one column.");
        }
        this.schema = schema;
        this.table = table;
        String[] stripped = new String[expected.size()];
        for (int i = 0; i < stripped.length; i++) {
            stripped[i] = expected.get(i).strip();
        }
        this.expected = List.of(stripped);
        this.plain = plain(this.expected);
    }

    /** The keys where all are columns and nothing else is said of them. */
    private static Optional<List<IndexKey>> plain(List<String> expected) {
        List<IndexKey> keys = new ArrayList<>(expected.size());
        for (String key : expected) {
            if (!Names.isPlain(key) && !PLAIN.matcher(key).matches()) {
                return Optional.empty();
            }
            keys.add(new IndexKey(Names.column(key), true, Optional.empty(), Optional.empty(), false, false));
        }
        return Optional.of(List.copyOf(keys));
    }

    boolean match(Index index) {
        List<IndexKey> keys = index.keys();
        return keys.size() == expected.size()
                && (plain.isPresent()
                        ? plain.get().equals(keys)
                        : canonical(index.method()).filter(keys::equals).isPresent());
    }

    /** As {@link #match}, but a column of which nothing else is said may have any order, collation and operator class. */
    boolean matchIgnoringOrder(Index index) {
        return plain.isPresent() ? bare(plain.get()).equals(bare(index.keys())) : match(index);
    }

    private static List<String> bare(List<IndexKey> keys) {
        return keys.stream().map(key -> key.isColumn() + key.expression()).toList();
    }

    /** The first of the expected keys that is written as a column and is none of the table. */
    Optional<String> unknown(Table of) {
        return expected.stream()
                .filter(key -> Names.isPlain(key) || PLAIN.matcher(key).matches())
                .filter(key ->
                        of.columns().stream().noneMatch(column -> column.name().equals(Names.column(key))))
                .findFirst();
    }

    /**
     * Refuse keys of which nobody can make an index.
     *
     * @throws QueryException if the server refuses them for every method it brings
     */
    void demandSense() {
        if (plain.isEmpty()
                && METHODS.stream().allMatch(method -> canonical(method).isEmpty())) {
            throw Objects.requireNonNull(refusal);
        }
    }

    /** The expected keys as the catalogue holds them; empty where the method cannot have them. */
    private Optional<List<IndexKey>> canonical(String method) {
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
