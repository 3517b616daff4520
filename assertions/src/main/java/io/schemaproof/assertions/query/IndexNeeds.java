package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.query.IndexNeed;
import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.Query;
import io.schemaproof.query.Relation;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether queries need an index: each is planned as if it did not exist, in a transaction that is rolled back.
 *
 * @since 0.1
 */
public final class IndexNeeds {

    private IndexNeeds() {}

    /**
     * Some query must be planned otherwise, and noticeably dearer, without the index.
     *
     * @param constraint that the index enforces, which is a reason to keep it but none that counts here
     * @throws IllegalArgumentException if there is no query
     */
    public static Optional<Failure> loadBearing(
            Relation index, Optional<String> constraint, Collection<Query> queries) {
        List<IndexNeed> needs = needs(index, queries);
        if (needs.stream().anyMatch(IndexNeed::isNeeded)) {
            return Optional.empty();
        }
        Failure failure = Failure.expected("the index to bear the load of one of " + queries.size() + " queries")
                .butWas("a plan that gets dearer without it", "none does");
        needs.forEach(need -> failure.line(need.query() + "\n  " + costs(need)));
        constraint.ifPresent(name -> failure.line("It enforces " + name + ", so it cannot simply be dropped."));
        return Optional.of(constraint.isPresent() ? failure : failure.suggest("DROP INDEX " + index + ";"));
    }

    /**
     * No query may be planned noticeably dearer without the index, and it may not enforce anything.
     *
     * @param enforced what the index enforces
     * @throws IllegalArgumentException if there is no query
     */
    public static Optional<Failure> redundant(Relation index, Optional<String> enforced, Collection<Query> queries) {
        if (enforced.isPresent()) {
            return Optional.of(Failure.expected("the index to be redundant")
                    .butWas("an index that only queries use", "one that enforces " + enforced.get()));
        }
        List<IndexNeed> needed =
                needs(index, queries).stream().filter(IndexNeed::isNeeded).toList();
        if (needed.isEmpty()) {
            return Optional.empty();
        }
        Failure failure = Failure.expected("the index to be redundant")
                .butWas("no query that needs it", needed.size() + " of " + queries.size() + " queries need it");
        needed.forEach(need -> failure.line(
                need.query() + "\n  " + costs(need) + "\n" + need.without().text()));
        return Optional.of(failure);
    }

    private static List<IndexNeed> needs(Relation index, Collection<Query> queries) {
        if (queries.isEmpty()) {
            throw new IllegalArgumentException("Name a query; without one nothing can be said of " + index + ".");
        }
        return queries.stream()
                .map(query -> IndexNeed.of(query, PlanCacheMode.CUSTOM, index))
                .collect(Collectors.toList());
    }

    private static String costs(IndexNeed need) {
        return String.format(
                Locale.ROOT,
                "cost %.2f with it, %.2f without",
                need.with().root().totalCost(),
                need.without().root().totalCost());
    }
}
