package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import java.util.List;
import java.util.Optional;

/**
 * What was said before a check: whether no row is enough, and how many may fail.
 *
 * @param noRowsAllowed whether a check of every row passes where there is none
 * @param tolerated how many rows may fail
 * @param store where rows that fail are written; empty where they are not
 */
record Terms(boolean noRowsAllowed, Threshold tolerated, Optional<RowStore> store) {

    static final Terms STRICT = new Terms(false, Threshold.none(), Optional.empty());

    Terms allowingNoRows() {
        return new Terms(true, tolerated, store);
    }

    Terms tolerating(Threshold threshold) {
        return new Terms(noRowsAllowed, threshold, store);
    }

    Terms storingIn(RowStore where) {
        return new Terms(noRowsAllowed, tolerated, Optional.of(where));
    }

    /** The failure where nothing was judged and that was not allowed. */
    Optional<Failure> vacuous(RowCheck.Result result, String rule) {
        if (result.judged() > 0 || noRowsAllowed) {
            return Optional.empty();
        }
        return Optional.of(Failure.expected(rule)
                .butWas("at least one row to judge", "none: nothing was checked")
                .hint(
                        "Say allowingNoRows() before if that is meant.",
                        "Put rows in first, or write no_rows: passes if that is meant.")
                .undecided());
    }

    /**
     * Judge rows.
     *
     * @param scope condition on the rows that can be judged
     * @param failing condition on those that fail
     * @param shown what the samples show of them beside their key
     * @param verb what is said of those that fail: {@code fail}
     */
    Optional<Failure> judge(
            RowCheck check, String rule, String scope, String failing, List<String> shown, String verb) {
        RowCheck.Result result = check.judge(scope, failing);
        Optional<Failure> vacuous = vacuous(result, rule);
        if (vacuous.isPresent() || tolerated.allows(result)) {
            return vacuous;
        }
        String both = implied(scope, failing) ? failing : "(" + scope + ") AND (" + failing + ")";
        Failure failure = Failure.expected(rule).butWas(tolerated + " " + verb, result + " " + verb);
        check.samples(both, shown).forEach(failure::line);
        return Optional.of(failure.line(check.again(both)));
    }

    /** A condition that is true or false is known, so that this need not be said to whoever reads the query. */
    private static boolean implied(String scope, String failing) {
        String operand = scope.replaceFirst(" IS NOT NULL$", "");
        return scope.equals("true") || failing.equals(operand + " IS TRUE") || failing.equals(operand + " IS FALSE");
    }
}
