package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.query.CapturedQueries;
import io.schemaproof.query.CapturedQuery;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.Query;
import io.schemaproof.query.StatementKind;
import io.schemaproof.query.TypedValue;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on how captured statements are written and which values they were sent with.
 *
 * <p>An application that sends {@code SELECT id FROM orders WHERE customer_id = ?} with 42:
 *
 * <pre>{@code
 * assertThat(captured).usesBindParameters().hasNoSelectStar().hasBinds(SELECT, 42); // passes
 * assertThat(captured).hasBinds(SELECT, 43); // fails, and shows what was sent
 * }</pre>
 */
abstract class AbstractCapturedTextsAssert<S extends AbstractCapturedTextsAssert<S>> extends AbstractCapturedAssert<S> {

    AbstractCapturedTextsAssert(CapturedQueries actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /**
     * Require that no statement asks for all columns, whatever they are: by {@code *}, {@code orders.*} or {@code TABLE}, in a
     * subquery and after {@code RETURNING} too. {@code count(*)} and what stands in {@code EXISTS} do not count. Fails if no
     * statement that has a plan was captured.
     */
    public S hasNoSelectStar() {
        List<Query> judged = actual.distinctTexts();
        if (isAny(judged, "statements")) {
            List<Query> guilty = judged.stream()
                    .filter(query -> new StatementText(query.sql()).hasStar())
                    .toList();
            if (!guilty.isEmpty()) {
                Failure failure = Failure.expected("no statement to select all columns by *")
                        .butWas("none", guilty.size() + " of " + judged.size());
                guilty.stream().limit(5).forEach(query -> failure.line(query.toString()));
                fail(failure.line(
                        "A column that is added later is sent as well, and one that is dropped is missed late."));
            }
        }
        return myself;
    }

    /**
     * Require that values are given as parameters: no statement that has a plan contains a literal text or number, other than
     * the constants that are named here. Fails if there is no such statement.
     *
     * @param constants what may stand in the text, a {@code String} for {@code 'text'}
     */
    public S usesBindParameters(@Nullable Object... constants) {
        // Statements that differ in literals only must not pass for one here.
        Set<String> judged = actual.distinctExecutions().stream()
                .map(query -> query.sql().strip())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (isAny(judged, "statements")) {
            Failure failure = Failure.expected("every value to be a parameter")
                    .butWas(
                            "no literals" + (constants.length == 0 ? "" : " but " + Arrays.toString(constants)),
                            "literals");
            boolean guilty = false;
            for (String sql : judged) {
                List<String> literals = new StatementText(sql).literals(constants);
                if (!literals.isEmpty()) {
                    guilty = true;
                    failure.line(sql + "\n  " + String.join(", ", literals));
                }
            }
            if (guilty) {
                fail(failure.line("Each text is planned anew, and a value that comes from outside may be SQL."));
            }
        }
        return myself;
    }

    /** Require that a statement of a kind was sent with exactly these values of its parameters, in their order. */
    public S hasBinds(StatementKind kind, @Nullable Object... values) {
        List<Query> sent = actual.of(kind).stream()
                .flatMap(query -> query.executions().stream())
                .toList();
        if (isAny(sent, "statements of kind " + kind)
                && sent.stream().noneMatch(query -> Arrays.deepEquals(values(query), values))) {
            fail(Failure.expected("a statement of kind " + kind + " with these parameters")
                    .butWas(
                            Arrays.deepToString(values),
                            shown(sent.stream()
                                    .map(query -> Arrays.deepToString(values(query)))
                                    .distinct()
                                    .toList()))
                    .line("Values are equal as in Java: 42 and 42L are two."));
        }
        return myself;
    }

    private static @Nullable Object[] values(Query query) {
        return query.binds().stream()
                .map(value -> value instanceof TypedValue typed ? typed.value() : value)
                .toArray();
    }

    /** Require that no execution has more parameters than this; the protocol allows 65,535. Fails if nothing was captured. */
    public S bindsAtMost(int most) {
        if (isAny(actual.all(), "statements")) {
            actual.all().stream()
                    .map(CapturedQuery::query)
                    .filter(query -> query.binds().size() > most)
                    .findFirst()
                    .ifPresent(query -> fail(Failure.expected("no statement to have more than " + most + " parameters")
                            .butWas(most, query.binds().size())
                            .line(query.sql().strip())
                            .line("An array is one parameter: = ANY (?).")));
        }
        return myself;
    }

    /**
     * Require that no condition compares with a pattern that begins with {@code %} or {@code _}, by {@code LIKE}, {@code ILIKE},
     * {@code SIMILAR TO} or their operators; a B-tree cannot search for it. The server is asked, for all values that a
     * statement was sent with: it puts parameters in, joins {@code '%' || ?}, and looks into views. A pattern that it knows only
     * when it reads rows fails too. Fails if no statement that has a plan was captured.
     */
    public S hasNoLikeWithLeadingWildcard() {
        List<Query> judged = actual.distinctExecutions();
        if (isAny(judged, "statements")) {
            try (OneSession session = new OneSession(actual.database())) {
                through(session, judged).forEach(this::judgePatterns);
            }
        }
        return myself;
    }

    private void judgePatterns(Query query) {
        LikePatterns patterns = new LikePatterns(query.explain(ExplainOptions.plan()));
        if (!patterns.leading().isEmpty()) {
            fail(Failure.expected("no pattern to begin with a wildcard")
                    .butWas("text before the first % or _", String.join("\n", patterns.leading()))
                    .line(query.toString())
                    .line("An index of pg_trgm or a text search serves it; if there is one, ask for hasNoSeqScan()."));
        } else if (!patterns.unknown().isEmpty()) {
            fail(Failure.expected("no pattern to begin with a wildcard")
                    .butWas("a pattern that is known", String.join("\n", patterns.unknown()))
                    .line(query.toString())
                    .line("The pattern comes from rows, so it is not known how it begins."));
        }
    }
}
