package io.schemaproof.verify.compatibility;

import java.util.List;

/**
 * What a statement is executed with.
 *
 * @param literals one for each parameter
 * @param given whether the author of the query has given all of them
 */
record ParameterValues(List<String> literals, boolean given) {

    ParameterValues {
        literals = List.copyOf(literals);
    }
}
