package io.schemaproof.backup;

import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.TemporaryFolder;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.RunMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.migration.source.MigrationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A dump as a script for psql, whatever its format.
 *
 * @param rows the folder of those that the script copies from files; empty where it holds them all itself
 */
record DumpScript(Script script, Optional<TemporaryFolder> rows) implements AutoCloseable {

    /** The newest setting that pg_dump makes without asking the server, and the server that knows it first. */
    private static final Pattern TRANSACTION_TIMEOUT =
            Pattern.compile("^SET (transaction_timeout = 0;)$", Pattern.MULTILINE);

    /** With pg_dump's own heading, so that no data are taken for it. */
    private static final Pattern MAKING_PUBLIC = Pattern.compile(
            "^(-- Name: public; Type: SCHEMA; Schema: -; [^\\n]*\\R--\\R\\R)(CREATE SCHEMA public;)$",
            Pattern.MULTILINE);

    /** The first and the last words of pg_dump and pg_dumpall. */
    private static final Pattern BEGIN =
            Pattern.compile("^-- PostgreSQL database (?:cluster )?dump\\s*$", Pattern.MULTILINE);

    private static final Pattern END =
            Pattern.compile("^-- PostgreSQL database (?:cluster )?dump complete", Pattern.MULTILINE);

    private static final int TRANSACTION_TIMEOUT_SINCE = 17;

    /** Characters before the first object of any dump. */
    private static final int HEAD = 500;

    /**
     * Read a dump. Of one that is large, the rows go into files, which are gone when the script is closed.
     *
     * @param large bytes from which on it is
     * @param programs gives those that turn an archive into a script; asked for only if the dump is one
     * @param server on which it shall be restored
     * @throws BackupException if it is no dump, one that ends before its end, or an archive that cannot be turned into a script here
     */
    static DumpScript read(
            Path dump, Function<DumpFormat, Optional<ClientPrograms>> programs, DatabaseServer server, long large) {
        DumpFormat format = DumpFormat.of(dump);
        DumpScript plain = format == DumpFormat.PLAIN
                ? plain(dump, large)
                : fromArchive(
                        dump,
                        large,
                        programs.apply(format)
                                .orElseThrow(() -> new BackupException(dump + " is a dump in the format "
                                        + format.word()
                                        + ", which only pg_restore can read, and none is installed here."
                                        + " Install PostgreSQL's client programs, name their folder with"
                                        + " schemaproof.database.client, or write the dump with --format=plain.")));
        if (isCutOff(plain.script().text())) {
            plain.close();
            throw new BackupException(
                    "The dump " + dump + " ends before its end: the line '-- PostgreSQL database dump complete',"
                            + " which pg_dump writes last, is missing. Whoever wrote or copied it has stopped half way, and what is missing"
                            + " nobody can see. Write it again.");
        }
        return new DumpScript(understood(plain.script(), server.majorVersion()), plain.rows());
    }

    /** psql takes what is there for the whole. What somebody has taken the comments out of says neither. */
    private static boolean isCutOff(String text) {
        return BEGIN.matcher(text.substring(0, Math.min(HEAD, text.length()))).find()
                && !END.matcher(text).find();
    }

    private static DumpScript plain(Path sql, long large) {
        try {
            if (Files.size(sql) >= large) {
                TemporaryFolder rows = TemporaryFolder.create();
                boolean used = false;
                try {
                    Optional<Script> script = LargeDump.withoutRows(sql, rows.path());
                    if (script.isPresent()) {
                        used = true;
                        return new DumpScript(script.get(), Optional.of(rows));
                    }
                } finally {
                    if (!used) {
                        rows.close();
                    }
                }
            }
        } catch (IOException e) {
            throw new BackupException("The dump " + sql + " cannot be read: " + e, e);
        }
        return new DumpScript(MigrationReader.script(sql), Optional.empty());
    }

    /** Remove the rows' files. */
    @Override
    public void close() {
        rows.ifPresent(TemporaryFolder::close);
    }

    private static DumpScript fromArchive(Path dump, long large, ClientPrograms programs) {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            try {
                Path sql = folder.file("dump.sql");
                programs.pgRestoreToScript(dump, sql);
                DumpScript read = plain(sql, large);
                Script script = read.script();
                return new DumpScript(
                        new Script(
                                dump,
                                String.valueOf(dump.getFileName()),
                                script.text(),
                                1,
                                script.dialect(),
                                script.mode()),
                        read.rows());
            } catch (DatabaseException e) {
                throw new BackupException(
                        "The dump " + dump + " cannot be read. " + e.getMessage()
                                + "\nIf the dump was made by a newer pg_dump, install the client programs of its"
                                + " version, or write it with --format=plain.",
                        e);
            }
        } catch (IOException e) {
            throw new BackupException("No temporary file can be made for " + dump + ": " + e, e);
        }
    }

    /** The settings of a newer pg_dump say nothing of what is dumped; psql goes on after such an error too. */
    private static Script understood(Script script, int majorVersion) {
        if (majorVersion >= TRANSACTION_TIMEOUT_SINCE) {
            return script;
        }
        // In the head only, where no data can be.
        int head = Math.min(HEAD, script.text().length());
        String text =
                TRANSACTION_TIMEOUT.matcher(script.text().substring(0, head)).replaceFirst("-- $1")
                        + script.text().substring(head);
        return new Script(script.file(), script.path(), text, script.firstLine(), script.dialect(), script.mode());
    }

    /** The same under a name that messages show. */
    DumpScript called(String name) {
        return new DumpScript(
                new Script(script.file(), name, script.text(), script.firstLine(), script.dialect(), script.mode()),
                rows);
    }

    /**
     * Leave out that schema public is made: every new database has one, with privileges that a dump takes for granted and does
     * not hold.
     */
    DumpScript withoutMakingPublic() {
        String text = MAKING_PUBLIC.matcher(script.text()).replaceFirst("$1-- $2");
        return new DumpScript(
                new Script(script.file(), script.path(), text, script.firstLine(), script.dialect(), script.mode()),
                rows);
    }

    /**
     * Run it in one transaction.
     *
     * @throws BackupException if a statement fails; then nothing is restored
     */
    void restoreWhole(ConnectionSettings target) {
        run(target, ExecutionMode.STATEMENTS_IN_TRANSACTION);
    }

    /**
     * Run it to the first error.
     *
     * @throws BackupException if a statement fails; what was restored before stays
     */
    void restore(ConnectionSettings target) {
        run(target, ExecutionMode.STATEMENTS);
    }

    private void run(ConnectionSettings target, ExecutionMode mode) {
        MigrationRun run = run(target, mode, RunMode.STOP);
        run.firstError().ifPresent(outcome -> {
            throw new BackupException("The dump " + script.path() + " cannot be restored into " + target.database()
                    + ":\n" + StatementErrors.format(outcome, run.script(), SqlMask.of(key -> Optional.empty())));
        });
    }

    /** Run it as psql does, over errors, and return them. */
    List<StatementError> restoreAsPsql(ConnectionSettings target) {
        return run(target, ExecutionMode.STATEMENTS, RunMode.CONTINUE).outcomes().stream()
                .flatMap(outcome -> outcome.error().stream())
                .toList();
    }

    private MigrationRun run(ConnectionSettings target, ExecutionMode mode, RunMode runMode) {
        Script sent =
                new Script(script.file(), script.path(), script.text(), script.firstLine(), script.dialect(), mode);
        try {
            return MigrationRunner.on(target).withMode(runMode).run(sent);
        } catch (SQLException e) {
            throw new BackupException(
                    "The connection was lost while " + script.path() + " was restored: " + e.getMessage(), e);
        }
    }
}
