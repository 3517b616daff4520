package io.schemaproof.assertions;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.database.ServerLog;

/**
 * Assert on what a server logged about a database.
 *
 * <pre>{@code
 * assertThat(ServerLog.of(database)).hasNoErrors(); // passes
 * assertThat(ServerLog.of(database)).hasNoErrors(); // fails after SELECT 1/0, and shows the error with its statement
 * }</pre>
 *
 * @since 0.1
 */
public class ServerLogAssert extends AbstractSchemaproofAssert<ServerLogAssert, ServerLog> {

    private static final int SHOWN = 10;

    public ServerLogAssert(ServerLog actual) {
        super(actual, ServerLogAssert.class);
    }

    /** Assert on what a server logged about a database. */
    public static ServerLogAssert assertThat(ServerLog actual) {
        return new ServerLogAssert(actual);
    }

    @Override
    protected String where() {
        return "server log of " + actual.database();
    }

    /** Require that the server logged no ERROR, FATAL or PANIC; one that the client expected and handled counts too. */
    public ServerLogAssert hasNoErrors() {
        if (!actual.errors().isEmpty()) {
            Failure failure = Failure.expected("no error in the server's log")
                    .butWas(
                            "0 errors",
                            actual.errors().size() + (actual.errors().size() == 1 ? " error" : " errors"));
            actual.errors().stream().limit(SHOWN).forEach(failure::line);
            if (actual.errors().size() > SHOWN) {
                failure.line("… and " + (actual.errors().size() - SHOWN) + " more");
            }
            fail(failure);
        }
        return this;
    }
}
