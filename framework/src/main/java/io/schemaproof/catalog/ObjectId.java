package io.schemaproof.catalog;

import java.util.Comparator;

/**
 * Name an object of a database.
 *
 * @param kind what it is
 * @param identity unique among its kind, written and quoted as PostgreSQL would: {@code public.orders}, {@code
 *     public.orders.customer_id}, {@code public.price_of(bigint, date)}
 * @since 0.1
 */
public record ObjectId(ObjectKind kind, String identity) implements Comparable<ObjectId> {

    private static final Comparator<ObjectId> ORDER =
            Comparator.comparing(ObjectId::kind).thenComparing(ObjectId::identity);

    @Override
    public int compareTo(ObjectId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return kind.word() + " " + identity;
    }
}
