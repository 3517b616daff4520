package io.schemaproof.query;

/**
 * Signal that several threads were to run a query at the same time and did not get a session each, so that nothing is known
 * about the query: the server or a pool has no more of them, or a data source gives the same one to all.
 *
 * @since 0.1
 */
public class TooFewSessionsException extends QueryException {

    private static final long serialVersionUID = 1;

    TooFewSessionsException(String message) {
        super(message);
    }

    TooFewSessionsException(String message, Throwable cause) {
        super(message, cause);
    }
}
