package io.schemaproof.data.seed;

import io.schemaproof.base.CsvLine;
import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.data.FillMoment;
import io.schemaproof.data.RowSourceException;
import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.migration.StatementError;
import io.schemaproof.query.Relation;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rows of one table as CSV with a header, loaded by COPY. Sequences of the table are moved past the values, as they
 * would be where the rows were inserted one by one.
 *
 * @param moment when it is loaded
 * @param path relative to the folder of the seeds
 */
record CsvFile(FillMoment moment, Path file, String path, Relation table) {

    private static final Pattern LINE = Pattern.compile("^COPY [^\\n]*, line (\\d+)", Pattern.MULTILINE);

    Optional<Table> in(Catalog catalog) {
        return catalog.table(table.quoted()).filter(found -> !found.isForeign());
    }

    /** Load it and return the number of its rows. */
    long load(Connection connection, Catalog catalog) throws SQLException {
        Table target = in(catalog)
                .orElseThrow(() ->
                        new RowSourceException(path + ": there is no table " + table + " " + moment + ".", path, 1));
        List<String> columns = CsvLine.values(header());
        for (String column : columns) {
            if (target.columns().stream().noneMatch(known -> known.name().equals(column))) {
                throw new RowSourceException(
                        path + ":1: " + table + " has no column '" + column + "' " + moment
                                + ". The first line names the columns.",
                        path,
                        1);
            }
        }
        MigrationRun run = MigrationRunner.on(connection).run(copy(columns));
        if (run.firstError().isPresent()) {
            throw failure(run.firstError().get().error().orElseThrow());
        }
        moveSequences(connection, target);
        return run.outcomes().stream()
                .mapToLong(outcome -> Math.max(0, outcome.rows()))
                .sum();
    }

    private Script copy(List<String> columns) {
        String list = columns.stream().map(SqlText::identifier).collect(Collectors.joining(", "));
        String text = "\\copy " + table.quoted() + " (" + list + ") from '" + path.replace("'", "''")
                + "' with (format csv, header)\n";
        return new Script(file, path, text, 1, ScriptDialect.PSQL, ExecutionMode.STATEMENTS);
    }

    private String header() {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String first = reader.readLine();
            if (first == null || first.isBlank()) {
                throw new RowSourceException(path + ":1: the first line names the columns, and is empty.", path, 1);
            }
            return first;
        } catch (IOException e) {
            throw new RowSourceException(path + " cannot be read: " + e + ".", path, 1);
        }
    }

    private RowSourceException failure(StatementError said) {
        StatementError error = ErrorMask.of(said);
        Matcher where = LINE.matcher(error.context().orElse(""));
        int line = where.find() ? Integer.parseInt(where.group(1)) : 1;
        String detail = error.detail().map(text -> "\nDETAIL: " + text).orElse("");
        String context = error.context().map(text -> "\nCONTEXT: " + text).orElse("");
        return new RowSourceException(
                path + ":" + line + " ERROR " + error.sqlState() + ": " + error.message() + detail + context,
                path,
                line);
    }

    private static void moveSequences(Connection connection, Table table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Column column : table.columns()) {
                var sequence = column.sequence().filter(owned -> owned.increment() > 0);
                if (sequence.isPresent()) {
                    String name = sequence.get().identity();
                    statement.execute("SELECT setval(" + SqlText.literal(name) + "::regclass, top) FROM (SELECT max("
                            + column.quotedName() + ") AS top FROM " + table.identity()
                            + ") t WHERE top >= (SELECT last_value FROM " + name + ")");
                }
            }
        }
    }
}
