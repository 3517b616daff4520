package io.schemaproof.verify.function;

import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.Relation;
import io.schemaproof.query.ServerError;
import java.util.Optional;
import java.util.Set;

/** Which errors come from what stands in a body, and not from a value or a session. */
final class CodeErrors {

    /** What a statement names is not there, or is of another shape. */
    private static final String SHAPE = "42";

    /** Class 42, too: a privilege, and what is there already. */
    private static final Set<String> OTHERS =
            Set.of("42501", "42P03", "42P04", "42P05", "42P06", "42P07", "42701", "42710", "42723");

    /** What RAISE gives is what the author has thought of, and parameters are the session's. */
    private static final Set<String> OF_NO_CODE = Set.of("exec_stmt_raise", "find_option");

    private static final String NO_VALUE_OF_TYPE = "22P02";

    /** Reads a label of an enum type. */
    private static final String LABEL = "enum_in";

    private static final String NOT_IN_STATE = "55000";

    /** Finds that a change of a table is to be published, and nothing says which row it is. */
    private static final String OF_IDENTITY = "CheckCmdReplicaIdentity";

    /** Find that a materialized view has no unique index, without which it cannot be refreshed beside its readers; the first one since PostgreSQL 17. */
    private static final Set<String> OF_REFRESH = Set.of("RefreshMatViewByOid", "ExecRefreshMatView");

    /** Find that a view cannot be written to; the last one since PostgreSQL 17. */
    private static final Set<String> OF_VIEW = Set.of("rewriteTargetView", "error_view_not_updatable");

    private static final String NULL_VALUE = "23502";

    private CodeErrors() {}

    /** Whether an error may be one of code. */
    static boolean isOfCode(ServerError error) {
        return isOfLabel(error)
                || isOfWhatIsThereNow(error)
                || (error.sqlState().startsWith(SHAPE)
                        && !OTHERS.contains(error.sqlState())
                        && error.routine().filter(OF_NO_CODE::contains).isEmpty());
    }

    /** Whether an enum type has no label of the name in the message. */
    static boolean isOfLabel(ServerError error) {
        return error.sqlState().equals(NO_VALUE_OF_TYPE)
                && error.routine().filter(LABEL::equals).isPresent();
    }

    /** Whether an error is one of code only where an unchanged function has passed before, with the same values. */
    static boolean isOfWhatIsThereNow(ServerError error) {
        return isOfMissingValue(error)
                || (error.sqlState().equals(NOT_IN_STATE)
                        && error.routine()
                                .filter(routine -> routine.equals(OF_IDENTITY)
                                        || OF_VIEW.contains(routine)
                                        || OF_REFRESH.contains(routine))
                                .isPresent());
    }

    /** What else than the function may be changed, as a line before that. */
    static Optional<String> mend(ServerError error) {
        return switch (error.sqlState()) {
            case NULL_VALUE -> Optional.of("Give the column a default for those who do not know it yet. Or:\n");
            case NOT_IN_STATE -> error.routine().map(CodeErrors::mendState);
            default -> Optional.empty();
        };
    }

    private static String mendState(String routine) {
        if (routine.equals(OF_IDENTITY)) {
            return "Give the table a primary key, or REPLICA IDENTITY FULL. Or:\n";
        }
        return OF_REFRESH.contains(routine)
                ? "Give the materialized view a unique index of columns alone, on all of its rows. Or:\n"
                : "Give the view an INSTEAD OF trigger, or a query that the server can write through. Or:\n";
    }

    /** Of a column, and not of a domain or what RAISE gives. */
    private static boolean isOfMissingValue(ServerError error) {
        return error.sqlState().equals(NULL_VALUE)
                && error.column().isPresent()
                && error.table().isPresent()
                && error.routine().filter(OF_NO_CODE::contains).isEmpty();
    }

    /** Whether what a value is missing in may have got one by what is not the function's: it was there before, or gets it by itself. */
    static boolean isOfKnownColumn(ServerError error, Catalog before, Catalog after) {
        if (!isOfMissingValue(error)) {
            return false;
        }
        String name =
                new Relation(error.schema().orElse("public"), error.table().orElseThrow()).toString();
        String column = error.column().orElseThrow();
        Optional<Table> table = after.table(name);
        return before.table(name).flatMap(was -> find(was, column)).isPresent()
                || table.flatMap(now -> find(now, column))
                        .filter(now -> now.defaultExpression().isEmpty())
                        .isEmpty()
                || table.stream()
                        .flatMap(now -> now.triggers().stream())
                        .flatMap(trigger -> after.functions(trigger.function()).stream())
                        .anyMatch(function -> WholeWord.in(function.body(), column));
    }

    private static Optional<Column> find(Table table, String column) {
        return table.columns().stream().filter(one -> one.name().equals(column)).findFirst();
    }
}
