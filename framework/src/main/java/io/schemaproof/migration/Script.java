package io.schemaproof.migration;

import io.schemaproof.base.CopyFromStdin;
import io.schemaproof.base.SqlCode;
import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.SourceText;
import io.schemaproof.migration.script.Splitter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * SQL text from a file, or from a part of one, and how to send it.
 *
 * @param file the file it was read from
 * @param path the file relative to the folder of the migrations, with {@code /} between names; what messages and reports show
 * @param text the SQL
 * @param firstLine line of the file on which the text begins, counted from 1
 * @param dialect who reads it before the server
 * @param mode how it is sent
 * @since 0.1
 */
public record Script(Path file, String path, String text, int firstLine, ScriptDialect dialect, ExecutionMode mode) {

    private static final Pattern BEGINS = Pattern.compile("(?i)\\b(?:begin|start\\s++transaction)\\b");

    /**
     * Return its statements as the server tells them apart, without the rows of {@code COPY … FROM STDIN}; nothing where a quote
     * or a comment is not closed, or one of psql's commands looks like that.
     */
    public Optional<List<String>> statements() {
        List<String> statements = new ArrayList<>();
        Splitter splitter = Splitter.server(new SourceText(path, text, firstLine), () -> true);
        try {
            for (Optional<Fragment> next = splitter.next(); next.isPresent(); next = splitter.next()) {
                String sql = next.get().sql();
                statements.add(sql);
                if (CopyFromStdin.is(sql)) {
                    splitter.takeCopyData();
                }
            }
        } catch (ScriptException e) {
            return Optional.empty();
        }
        return Optional.of(statements);
    }

    /**
     * The same up to the end of one of its statements, which is committed where the script has begun a transaction itself; empty where the
     * statement does not stand in the text as it was sent.
     */
    public Optional<Script> upTo(Statement statement) {
        OptionalInt at = place(statement);
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(committed(
                        text.substring(0, at.getAsInt() + statement.sql().length()) + ";\n"));
    }

    /** The same up to where one of its statements begins; empty also where that is the first. */
    public Optional<Script> before(Statement statement) {
        OptionalInt at = place(statement);
        String part = at.isEmpty() ? "" : text.substring(0, at.getAsInt()) + "\n";
        return SqlCode.withoutComments(part).isBlank() ? Optional.empty() : Optional.of(committed(part));
    }

    private Script committed(String part) {
        String end = BEGINS.matcher(SqlCode.withoutCommentsAndTexts(part)).find() ? "COMMIT;\n" : "";
        return new Script(file, path, part + end, firstLine, dialect, mode);
    }

    /** Where a statement begins in the text; empty where it does not stand there as it was sent. */
    private OptionalInt place(Statement statement) {
        int begin = 0;
        for (int line = firstLine; line < statement.line() && begin >= 0; line++) {
            begin = text.indexOf('\n', begin) + 1;
            begin = begin == 0 ? -1 : begin;
        }
        if (begin < 0 || !statement.file().equals(path)) {
            return OptionalInt.empty();
        }
        int at = begin + statement.column() - 1;
        return statement.sql().isEmpty() || !text.startsWith(statement.sql(), at)
                ? OptionalInt.empty()
                : OptionalInt.of(at);
    }
}
