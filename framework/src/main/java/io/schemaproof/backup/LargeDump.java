package io.schemaproof.backup;

import io.schemaproof.base.SqlText;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.io.BufferedInputStream;
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
 * {@code \\copy} streams them. Everything else stays as it is, line by line, so that an error has the same line.
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

    private final InputStream in;
    private final Path folder;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String restriction = "";
    private int tables;

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
            } else {
                text.write(line.toByteArray());
            }
        }
    }

    /** The lines of COPY make room for the commands that take their place; without rows there is too little of it. */
    private void rows(String subject, String copy) throws IOException {
        Path file = folder.resolve(++tables + ".copy");
        long rows = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
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
