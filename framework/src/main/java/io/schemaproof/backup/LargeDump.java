package io.schemaproof.backup;

import io.schemaproof.base.SqlText;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the rows out of a script of pg_dump that is too large to be held in memory: they go into a file for each table, from which
 * {@code \\copy} streams them. Rows that are statements, as {@code --inserts} writes them, go into a temporary table and are executed from
 * there one by one, so that nobody has to read values out of them. Everything else stays as it is, line by line, so that an error
 * has the same line; of each line of rows that is taken out, a line break stays.
 */
final class LargeDump {

    /** Bytes from which on rows are taken out. */
    static final long LARGE = 64L << 20;

    /** pg_dump's own heading of a table's rows, so that no text of a function is taken for it. */
    private static final String HEADING = "-- Data for Name: ";

    private static final int LINES_FROM_HEADING = 3;

    private static final Pattern COPY = Pattern.compile("COPY ([^()]+ \\([^()]*\\)) FROM stdin;");
    private static final Pattern RESTRICT = Pattern.compile("\\\\restrict (\\S+)");
    private static final byte[] END = {'\\', '.'};
    private static final String INSERT = "INSERT INTO ";

    /** Lines that {@link #execute} needs; fewer statements stay where they are. */
    private static final int LINES_OF_COMMANDS = 4;

    private final InputStream in;
    private final Path folder;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String restriction = "";
    private int tables;
    /** Whether the line was not used by who has read it. */
    private boolean again;

    private LargeDump(InputStream in, Path folder) {
        this.in = in;
        this.folder = folder;
    }

    /**
     * Take the rows out.
     *
     * @param folder for the rows; it is the caller's to remove
     * @return empty if the rest is no UTF-8
     */
    static Optional<Script> withoutRows(Path dump, Path folder) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(dump))) {
            return withoutRows(in, dump, folder);
        }
    }

    /** The same of what a stream holds, which is read ahead by no more than one statement. */
    static Optional<Script> withoutRows(InputStream in, Path dump, Path folder) throws IOException {
        try {
            LargeDump large = new LargeDump(in, folder);
            large.run();
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(large.text.toByteArray()))
                    .toString();
            return Optional.of(new Script(
                    dump, String.valueOf(dump.getFileName()), text, 1, ScriptDialect.PSQL, ExecutionMode.STATEMENTS));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private void run() throws IOException {
        int sinceHeading = LINES_FROM_HEADING + 1;
        while (readLine()) {
            String start = line.toString(StandardCharsets.UTF_8);
            sinceHeading = start.startsWith(HEADING) ? 0 : sinceHeading + 1;
            Matcher restrict = RESTRICT.matcher(start.strip());
            if (restrict.matches()) {
                restriction = restrict.group(1);
            }
            Matcher copy = COPY.matcher(start.strip());
            if (sinceHeading == LINES_FROM_HEADING && copy.matches()) {
                rows(copy.group(1), start);
            } else if (sinceHeading == LINES_FROM_HEADING && start.startsWith(INSERT)) {
                statements();
            } else {
                text.write(line.toByteArray());
            }
        }
    }

    /** The lines of COPY make room for the commands that take their place; without rows there is too little of it. */
    private void rows(String subject, String copy) throws IOException {
        Path file = folder.resolve(++tables + ".copy");
        long rows = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            while (readLine() && !isEnd()) {
                line.writeTo(out);
                rows++;
            }
        }
        if (rows == 0) {
            add(copy);
            text.write(line.toByteArray());
            return;
        }
        boolean restricted = !restriction.isEmpty();
        add(restricted ? "\\unrestrict " + restriction + "\n" : "\n");
        add("\\copy " + subject + " from " + SqlText.literal(file.toString()) + "\n");
        add(restricted ? "\\restrict " + restriction + "\n" : "\n");
        for (long left = rows - 1; left > 0; left--) {
            text.write('\n');
        }
    }

    /** Statements that follow one another; the line behind the last one is read again by whoever goes on. */
    private void statements() throws IOException {
        Path file = folder.resolve(++tables + ".copy");
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        InsertText statement = new InsertText();
        long lines = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            do {
                if (++lines < LINES_OF_COMMANDS) {
                    line.writeTo(first);
                }
                statement.write(line.toByteArray(), out);
            } while (readLine() && (!statement.isComplete() || startsWithInsert()));
        }
        again = line.size() > 0;
        if (lines < LINES_OF_COMMANDS) {
            first.writeTo(text);
            return;
        }
        execute(file);
        for (long left = lines - LINES_OF_COMMANDS; left > 0; left--) {
            text.write('\n');
        }
    }

    private boolean startsWithInsert() {
        byte[] bytes = line.toByteArray();
        int length = INSERT.length();
        return bytes.length >= length && new String(bytes, 0, length, StandardCharsets.ISO_8859_1).equals(INSERT);
    }

    private void execute(Path file) {
        boolean restricted = !restriction.isEmpty();
        add(restricted ? "\\unrestrict " + restriction + "\n" : "\n");
        add("CREATE TEMPORARY TABLE schemaproof_rows (number bigint GENERATED ALWAYS AS IDENTITY, sql text);"
                + " \\copy pg_temp.schemaproof_rows (sql) from " + SqlText.literal(file.toString()) + "\n");
        add("DO $rows$ DECLARE statement text; BEGIN"
                + " FOR statement IN SELECT r.sql FROM pg_temp.schemaproof_rows r ORDER BY r.number LOOP"
                + " EXECUTE statement; END LOOP; END $rows$; DROP TABLE pg_temp.schemaproof_rows;\n");
        add(restricted ? "\\restrict " + restriction + "\n" : "\n");
    }

    private void add(String more) {
        text.writeBytes(more.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isEnd() {
        byte[] bytes = line.toByteArray();
        return bytes.length >= END.length
                && bytes[0] == END[0]
                && bytes[1] == END[1]
                && new String(bytes, StandardCharsets.ISO_8859_1).strip().length() == END.length;
    }

    /** With its end; false where there is none any more. */
    private boolean readLine() throws IOException {
        if (again) {
            again = false;
            return true;
        }
        line.reset();
        int next = in.read();
        while (next >= 0) {
            line.write(next);
            if (next == '\n') {
                return true;
            }
            next = in.read();
        }
        return line.size() > 0;
    }
}
