package io.schemaproof.catalog;

import java.util.List;

/**
 * Name an object of a database.
 *
 * @param kind what it is
 * @param identity unique among its kind, written and quoted as PostgreSQL would: {@code public.orders}, {@code
 *     public.orders.customer_id}, {@code public.price_of(bigint, date)}
 * @since 0.1
 */
public record ObjectId(ObjectKind kind, String identity) implements Comparable<ObjectId> {

    /** The last part of the identity, without quotes: {@code orders}; of a function with its arguments. */
    public String name() {
        List<String> parts = QualifiedName.parts(identity);
        return parts.get(parts.size() - 1);
    }

    // Written out: a snapshot is sorted by it, which takes thousands of comparisons.
    @Override
    public int compareTo(ObjectId other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : identity.compareTo(other.identity);
    }

    @Override
    public String toString() {
        return kind.word() + " " + identity;
    }
}
