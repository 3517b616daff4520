package io.schemaproof.verify.traffic;

import io.schemaproof.base.SqlTokens;
import io.schemaproof.migration.ProbeRows;
import io.schemaproof.migration.Statement;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.migration.StatementProbe;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Lets a script stop behind each of its statements, within the transaction of the statement, until clients have tried the tables.
 *
 * <p>It stops at a gate with two doors. The check holds the one that comes next, and locks the other before it opens this one:
 * so nobody can slip through, however slow the check is. The limits of the script are set aside while it is in somebody's way.
 */
final class TrafficProbe implements StatementProbe {

    /** The first part of the gate's advisory locks. */
    static final int GATE = 0x5C4EA9;

    private static final Set<String> WITHOUT_STOP = Set.of(
            "begin",
            "start",
            "commit",
            "end",
            "rollback",
            "abort",
            "savepoint",
            "release",
            "prepare",
            "set",
            "reset",
            "show",
            "discard",
            "deallocate");

    private static final Statement UNKNOWN = new Statement("", "", 0, 0);

    private static final String LOCAL = "true";
    private static final String SESSION = "false";

    private final LongReader reader;
    private final List<Statement> announced = Collections.synchronizedList(new ArrayList<>());
    private final List<Limit> limits = Collections.synchronizedList(new ArrayList<>());
    private boolean idle;

    /** The limit to a wait that was in force for a statement, in milliseconds; 0 for none. */
    record Limit(Statement statement, long millis) {}

    TrafficProbe(LongReader reader) {
        this.reader = reader;
    }

    /** The statement that stops at a place in the order; the last one that is known where none is. */
    Statement announced(int index) {
        return announced.isEmpty() ? UNKNOWN : announced.get(Math.min(index, announced.size() - 1));
    }

    List<Limit> limits() {
        return List.copyOf(limits);
    }

    @Override
    public List<String> before(Statement statement, boolean outside) throws SQLException {
        idle = outside;
        if (!stops(statement)) {
            return List.of();
        }
        announced.add(statement);
        reader.enter();
        String scope = outside ? SESSION : LOCAL;
        return List.of(
                "SELECT current_setting('lock_timeout') AS lock_limit, current_setting('statement_timeout') AS statement_limit, "
                        + set("schemaproof.lock_timeout", "current_setting('lock_timeout')", scope) + ", "
                        + set("schemaproof.statement_timeout", "current_setting('statement_timeout')", scope) + ", "
                        + set("lock_timeout", "'0'", scope) + ", " + set("statement_timeout", "'0'", scope));
    }

    @Override
    public List<String> after(Statement statement) {
        if (!stops(statement)) {
            return List.of();
        }
        List<String> commands = new ArrayList<>();
        for (int door = 0; door < 2; door++) {
            commands.add("SELECT pg_catalog.pg_advisory_lock_shared(" + GATE + ", " + door + ")");
            commands.add("SELECT pg_catalog.pg_advisory_unlock_shared(" + GATE + ", " + door + ")");
        }
        if (!idle) {
            commands.add(restoreLimits(LOCAL));
        }
        return commands;
    }

    @Override
    public List<String> restore(Statement statement) {
        return stops(statement) ? List.of(restoreLimits(SESSION)) : List.of();
    }

    private static String restoreLimits(String scope) {
        return "SELECT " + set("lock_timeout", former("lock_timeout"), scope) + ", "
                + set("statement_timeout", former("statement_timeout"), scope);
    }

    private static String former(String name) {
        return "coalesce(nullif(pg_catalog.current_setting('schemaproof." + name + "', true), ''), '0')";
    }

    private static String set(String name, String value, String local) {
        return "pg_catalog.set_config('" + name + "', " + value + ", " + local + ")";
    }

    @Override
    public void seen(StatementOutcome outcome, Sight sight) {
        for (ProbeRows rows : sight.before()) {
            if (rows.columns().contains("lock_limit")) {
                limits.add(new Limit(outcome.statement(), limit(rows)));
            }
        }
    }

    private static long limit(ProbeRows rows) {
        return rows.rows().get(0).stream()
                .limit(2)
                .mapToLong(value -> millis(String.valueOf(value)))
                .filter(millis -> millis > 0)
                .min()
                .orElse(0);
    }

    /** A value as {@code current_setting} writes it: an integer and a unit, or 0. */
    private static long millis(String setting) {
        String digits = setting.replaceAll("\\D", "");
        long number = digits.isEmpty() ? 0 : Long.parseLong(digits);
        return switch (setting.replaceAll("[\\d-]", "")) {
            case "d" -> number * 86_400_000;
            case "h" -> number * 3_600_000;
            case "min" -> number * 60_000;
            case "s" -> number * 1000;
            default -> number;
        };
    }

    @Override
    public void sessionReset() {
        // What was set aside is gone with everything else.
    }

    /** SET TRANSACTION may follow some of them, others end the transaction, and none locks a table. */
    private static boolean stops(Statement statement) {
        List<String> tokens = SqlTokens.of(statement.sql());
        return !tokens.isEmpty() && !WITHOUT_STOP.contains(tokens.get(0).toLowerCase(Locale.ROOT));
    }
}
