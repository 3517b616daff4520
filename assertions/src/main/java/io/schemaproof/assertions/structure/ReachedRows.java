package io.schemaproof.assertions.structure;

import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.Query;
import io.schemaproof.query.ServerError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rows that a role's UPDATE gets at although none is changed in the end: what stopped the values that were tried may let others
 * pass.
 */
final class ReachedRows {

    /** The server's functions that refuse for want of a privilege; a policy and a trigger use the same SQLSTATE. */
    private static final Set<String> PRIVILEGE = Set.of("aclcheck_error", "aclcheck_error_col");

    private ReachedRows() {}

    /** Say what stopped an UPDATE other than a missing privilege or a policy that hides the rows. */
    static Optional<String> why(RoleSession session, List<String> statements, String oid) {
        for (String statement : statements) {
            Attempt attempt = Attempt.ofWrite(session.dataSource(), statement);
            if (attempt.isDenied()) {
                if (!isPrivilege(attempt)) {
                    return Optional.of("only the values of " + statement + " are refused: " + attempt.words());
                }
            } else if (attempt.changed() == 0 && hasRule(session, oid)) {
                return Optional.of("a rule ON UPDATE decides what is done");
            } else if (attempt.changed() == 0 && found(session, statement) > 0) {
                return Optional.of(
                        "something took the change of " + statement + " away, as a trigger that returns NULL does");
            }
        }
        return Optional.empty();
    }

    /** Told by where the error was raised, because messages come in many languages. */
    private static boolean isPrivilege(Attempt attempt) {
        return attempt.refusal()
                .map(ServerError::of)
                .flatMap(ServerError::routine)
                .filter(PRIVILEGE::contains)
                .isPresent();
    }

    private static boolean hasRule(RoleSession session, String oid) {
        return Facts.of(session.dataSource(), """
                        SELECT EXISTS (SELECT FROM pg_catalog.pg_rewrite
                          WHERE ev_class = CAST(? AS oid) AND ev_type = '2' AND ev_enabled <> 'D') AS ruled""", oid).is("ruled");
    }

    /** How many rows the UPDATE came to before triggers had their say. */
    private static double found(RoleSession session, String statement) {
        PlanNode update = Query.of(session.dataSource(), statement)
                .explain(ExplainOptions.execute())
                .root();
        return update.children().stream()
                .filter(child -> "Outer".equals(child.attributes().get("Parent Relationship")))
                .mapToDouble(child -> child.actualRows().orElse(0))
                .sum();
    }
}
