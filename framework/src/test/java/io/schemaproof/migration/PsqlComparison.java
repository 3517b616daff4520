package io.schemaproof.migration;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Two databases alike: psql runs a script on one of them, the runner on the other. */
final class PsqlComparison implements AutoCloseable {

    /** Stands for a statement whose quote is never closed. */
    private static final String OPEN = "(never closed)";

    private final TestDatabase one;
    private final TestDatabase other;

    /** To connect anew for each script would take longer than psql does. */
    private final Connection looksAtOne;

    private final Connection looksAtOther;

    private PsqlComparison(TestDatabase one, TestDatabase other) throws SQLException {
        this.one = one;
        this.other = other;
        this.looksAtOne = one.connect();
        this.looksAtOther = other.connect();
    }

    static PsqlComparison create() throws SQLException {
        Psql.require();
        DatabaseServer server = Databases.shared(ServerRequest.from(Configuration.ofSystem()));
        return new PsqlComparison(TestDatabase.create(server), TestDatabase.create(server));
    }

    /**
     * What both did with a script.
     *
     * @param differences what is not alike, in words
     */
    record Result(Psql psql, MigrationRun run, List<String> differences) {

        /** Whether an error says so. */
        boolean fails(String inMessageOrContext) {
            return run.outcomes().stream()
                    .flatMap(outcome -> outcome.error().stream())
                    .anyMatch(error -> error.message().contains(inMessageOrContext)
                            || error.context().orElse("").contains(inMessageOrContext));
        }

        boolean failed() {
            return !psql.errors().isEmpty();
        }
    }

    /** Run the script on empty databases. */
    Result run(Path file, RunMode mode, Path log) throws IOException, InterruptedException, SQLException {
        empty(looksAtOne);
        empty(looksAtOther);
        Psql psql = Psql.run(one.settings(), file, mode, log);
        String name = String.valueOf(file.getFileName());
        Script script = new Script(file, name, Files.readString(file), 1, ScriptDialect.PSQL, ExecutionMode.STATEMENTS);
        MigrationRun run = MigrationRunner.on(other.settings()).withMode(mode).run(script);
        List<StatementError> errors = run.outcomes().stream()
                .flatMap(outcome -> outcome.error().stream())
                .toList();
        List<String> differences = new ArrayList<>();
        List<String> sent = sent(run);
        differ(differences, "statements", as(sent, psql.statements()), sent);
        List<String> refused = ofServer(errors);
        differ(differences, "errors of the server", as(refused, withoutSemicolon(psql.serverErrors())), refused);
        if (psql.errors().size() != errors.size()) {
            differ(
                    differences,
                    "errors",
                    psql.errors(),
                    errors.stream().map(StatementError::message).toList());
        }
        differ(differences, "state", DatabaseState.of(looksAtOne), DatabaseState.of(looksAtOther));
        return new Result(psql, run, differences);
    }

    /**
     * Whether this psql is of August 2026 or later, when it learned to pass over the rows of a COPY that was refused (with the one error of
     * COPY, and none of the rows), to forget what it has read of a branch that is not taken, and to find the end of a body that has a
     * {@code \;} in it.
     */
    boolean isOfAugust2026(Path folder) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("probe.sql"), "COPY nowhere FROM stdin;\n1\n\\.\nSELECT 1;\n");
        return Psql.run(one.settings(), script, RunMode.CONTINUE, folder.resolve("log-probe"))
                        .errors()
                        .size()
                == 1;
    }

    private static void empty(Connection connection) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        }
    }

    private static void differ(List<String> differences, String what, List<String> psql, List<String> ours) {
        if (!psql.equals(ours)) {
            differences.add(what + "\n  psql: " + String.join("\n        ", psql) + "\n  ours: "
                    + String.join("\n        ", ours));
        }
    }

    /** psql leaves it to the server to complain about a quote that is never closed; the runner knows where it was opened. */
    private static boolean isOpenQuote(StatementError error) {
        return !isOfServer(error) && error.message().startsWith("unterminated");
    }

    /** The second list with {@link #OPEN} where the first has it. */
    private static List<String> as(List<String> ours, List<String> psql) {
        List<String> like = new ArrayList<>(psql);
        for (int i = 0; i < Math.min(ours.size(), psql.size()); i++) {
            if (ours.get(i).equals(OPEN)) {
                like.set(i, OPEN);
            }
        }
        return like;
    }

    /** psql sends the semicolon, too. */
    private static List<String> withoutSemicolon(List<String> errors) {
        return errors.stream()
                .map(error -> error.replaceFirst(";\"$", "\"")
                        // The text of a \copy ends in a blank.
                        .replaceFirst(" +\"$", "\"")
                        .replace("at or near \"\"", "at end of input")
                        .replace(" )", ")"))
                .toList();
    }

    private static boolean isOfServer(StatementError error) {
        return !error.sqlState().equals("00000");
    }

    private static List<String> ofServer(List<StatementError> errors) {
        return withoutSemicolon(errors.stream()
                .filter(error -> isOfServer(error) || isOpenQuote(error))
                .map(error -> isOpenQuote(error) ? OPEN : error.message())
                .map(message -> message.lines().findFirst().orElse(""))
                .toList());
    }

    /** What went to the server: errors without an SQLSTATE come from before it. */
    private static List<String> sent(MigrationRun run) {
        List<String> sent = new ArrayList<>();
        for (StatementOutcome outcome : run.outcomes()) {
            if (outcome.error().filter(PsqlComparison::isOpenQuote).isPresent()) {
                sent.add(OPEN);
            } else if (outcome.error().map(PsqlComparison::isOfServer).orElse(true)) {
                sent.add(Psql.normalized(outcome.statement().sql()));
            }
        }
        sent.removeIf(String::isEmpty);
        return sent;
    }

    @Override
    public void close() throws SQLException {
        looksAtOne.close();
        looksAtOther.close();
        one.close();
        other.close();
    }
}
