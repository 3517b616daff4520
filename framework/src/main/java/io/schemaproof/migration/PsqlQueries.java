package io.schemaproof.migration;

import io.schemaproof.migration.PsqlExecution.Step;
import io.schemaproof.migration.psql.CommandLine;
import io.schemaproof.migration.psql.MetaCommandException;
import io.schemaproof.migration.script.Fragment;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** psql's commands that send the statement before them. */
final class PsqlQueries {

    private final PsqlState state;
    private final PsqlExecution file;

    PsqlQueries(PsqlState state, PsqlExecution file) {
        this.state = state;
        this.file = file;
    }

    Step send(CommandLine line) throws MetaCommandException, SQLException {
        if (line.pipes()) {
            throw new MetaCommandException(
                    "\\" + line.name() + ": output to a shell command cannot be run here",
                    "Leave out what follows the |.");
        }
        line.arguments();
        Optional<Fragment> statement = file.takeForCommand();
        return Step.of(statement.isEmpty() || state.execute(statement.get(), file::takeCopyData));
    }

    Step gset(Optional<String> prefix) throws MetaCommandException, SQLException {
        Optional<Fragment> query = file.takeForCommand();
        if (query.isEmpty()) {
            return Step.DONE;
        }
        ServerReply reply = state.queryForMore(query.get(), file::takeCopyData);
        if (!reply.succeeded()) {
            return Step.FAILED;
        }
        Optional<ServerReply.Result> last = reply.lastRows();
        if (last.isEmpty()) {
            state.remember(reply);
            return Step.DONE;
        }
        ServerReply.Result result = last.get();
        if (result.rows().size() != 1) {
            throw new MetaCommandException(
                    (result.rows().isEmpty() ? "no rows returned" : "more than one row returned") + " for \\gset");
        }
        for (int i = 0; i < result.columns().size(); i++) {
            String name = prefix.orElse("") + result.columns().get(i);
            String value = result.rows().get(0).get(i);
            if (value == null) {
                state.variables().unset(name);
            } else {
                state.variables().set(name, value);
            }
        }
        state.remember(reply);
        return Step.DONE;
    }

    Step gexec() throws MetaCommandException, SQLException {
        Optional<Fragment> taken = file.takeForCommand();
        if (taken.isEmpty()) {
            return Step.DONE;
        }
        Fragment query = taken.get();
        ServerReply reply = state.queryForMore(query, file::takeCopyData);
        boolean succeeded = reply.succeeded();
        List<List<String>> rows = reply.lastRows().map(ServerReply.Result::rows).orElse(List.of());
        for (List<String> row : rows) {
            for (String sql : row) {
                if (sql == null || sql.isBlank()) {
                    continue;
                }
                boolean done = state.execute(query.born(sql), file::takeCopyData);
                succeeded &= done;
                if (!done && state.stopsOnError()) {
                    return Step.FAILED;
                }
            }
        }
        if (succeeded) {
            state.remember(reply);
        }
        return Step.of(succeeded);
    }

    /** A new session in the same database is what a connection to it gives; another database is not ours to touch. */
    void reconnect(List<String> arguments) throws MetaCommandException, SQLException {
        List<String> wanted = arguments.stream()
                .filter(argument -> !argument.startsWith("-reuse"))
                .toList();
        String[] variables = {"DBNAME", "USER", "HOST", "PORT"};
        for (int i = 0; i < Math.min(wanted.size(), variables.length); i++) {
            String argument = unquoted(wanted.get(i));
            if (i == 0 && argument.startsWith("dbname=")) {
                argument = argument.substring("dbname=".length());
            }
            if (!argument.equals("-") && !argument.equals(state.variables().get(variables[i]))) {
                throw new MetaCommandException(
                        "\\connect to " + String.join(" ", arguments) + " leaves the database that is verified",
                        "Split the script: what is above this line for one database, what is below for the other.");
            }
        }
        state.log().resetSession();
    }

    private static String unquoted(String argument) {
        return argument.length() > 1 && argument.startsWith("\"") && argument.endsWith("\"")
                ? argument.substring(1, argument.length() - 1).replace("\"\"", "\"")
                : argument;
    }
}
