package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.catalog.Schema;
import io.schemaproof.query.CapturedQueries;
import io.schemaproof.query.Query;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What all assertions on captured statements share: where they are, and that they have something to judge. */
abstract class AbstractCapturedAssert<S extends AbstractCapturedAssert<S>>
        extends AbstractSchemaproofAssert<S, CapturedQueries> {

    private static final int SHOWN = 10;

    AbstractCapturedAssert(CapturedQueries actual, Class<?> selfType) {
        super(actual, selfType);
    }

    @Override
    protected Optional<Schema> database() {
        return Optional.of(Schema.of(actual.database()));
    }

    @Override
    protected String where() {
        return "captured queries";
    }

    /** Fail if there is nothing to judge, and say whether there is something. */
    final boolean isAny(Collection<?> judged, String what) {
        if (judged.isEmpty()) {
            Failure failure =
                    Failure.expected(what + " to assert on").butWas("at least one", "none: nothing was checked");
            fail(
                    actual.all().isEmpty()
                            ? failure.line("Does the application use the data source of CapturedQueries?")
                            : failure.line(shown(actual.all().stream()
                                    .map(query -> query.query().toString())
                                    .toList())));
        }
        return !judged.isEmpty();
    }

    /** The same queries on one session, since to open one takes longer than to explain a query. */
    static List<Query> through(OneSession session, List<Query> queries) {
        return queries.stream()
                .map(query -> new Query(session, query.sql(), query.binds()))
                .toList();
    }

    static String shown(List<String> statements) {
        String shown = statements.stream().limit(SHOWN).collect(Collectors.joining("\n"));
        return statements.size() > SHOWN ? shown + "\n… (" + statements.size() + ")" : shown;
    }
}
