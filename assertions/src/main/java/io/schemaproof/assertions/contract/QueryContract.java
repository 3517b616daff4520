package io.schemaproof.assertions.contract;

import io.schemaproof.query.TimeLimit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is demanded of a query.
 *
 * @param sql one statement, with {@code ?} for each parameter
 * @param parameters their values as texts, of which the server makes values of the types that it expects
 * @param plan how it is run
 * @param time how long it may take
 * @param result what it returns
 * @param allowsNoRows whether time and figures pass where no table that is read has a row
 * @param reason why that is demanded, which a failure says
 * @since 0.1
 */
public record QueryContract(
        String sql,
        List<@Nullable String> parameters,
        Optional<PlanContract> plan,
        Optional<TimeLimit> time,
        Optional<ResultContract> result,
        boolean allowsNoRows,
        Optional<String> reason) {

    public QueryContract {
        parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
        if (plan.isEmpty() && time.isEmpty() && result.isEmpty()) {
            throw new IllegalArgumentException(
                    "Nothing is demanded of the query, so that nothing would be checked: write \"plan\", \"time\" or"
                            + " \"returns\".");
        }
    }
}
