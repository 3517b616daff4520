package io.schemaproof.migration.source;

import io.schemaproof.base.ByteOrderMark;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of a folder of migrations.
 *
 * @since 0.1
 */
public final class SourceFile {

    /** Markers stand near the top; a dump of rows need not be read twice to find none. */
    private static final int HEAD_BYTES = 1 << 18;

    private static final Pattern NEARLY_SQL =
            Pattern.compile("(?i).+\\.(?:psql|pgsql|plpgsql|ddl|dml|sql\\.[^.]+|sql~)");

    private final Path file;
    private final String path;
    private @Nullable String head;

    SourceFile(Path file, String path) {
        this.file = file;
        this.path = path;
    }

    public Path file() {
        return file;
    }

    /** The path relative to the folder, with {@code /} between names. */
    public String path() {
        return path;
    }

    /** The last name of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The path without its last name; empty for a file that lies directly in the folder. */
    public String folder() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** Whether the name ends in {@code .sql}, in any case. */
    public boolean isSql() {
        return name().toLowerCase(Locale.ROOT).endsWith(".sql");
    }

    /** Whether the name says that it holds SQL, though it ends in something else: {@code 2_b.pgsql}, {@code 3_c.sql.off}. What a tool reads beside a script is none. */
    boolean isNearlySql() {
        return NEARLY_SQL.matcher(name()).matches() && !name().endsWith(".conf");
    }

    /** The name without {@code .sql}. */
    public String stem() {
        return isSql() ? name().substring(0, name().length() - 4) : name();
    }

    /** The beginning of the file, decoded leniently, to look for markers; empty where it cannot be read. */
    public String head() {
        String known = head;
        if (known == null) {
            known = readHead();
            head = known;
        }
        return known;
    }

    private String readHead() {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
            return ByteOrderMark.removed(text);
        } catch (IOException e) {
            // Reading it in earnest says why.
            return "";
        }
    }

    /**
     * Read the text, without a byte-order mark.
     *
     * @throws MigrationException if it cannot be read or is no UTF-8 text
     */
    public String text() {
        return text(StandardCharsets.UTF_8);
    }

    String text(Charset charset) {
        return SourceText.read(file, path, charset);
    }

    /**
     * Make a script of the whole file.
     *
     * @throws MigrationException if it cannot be read or is no UTF-8 text
     */
    public Script script(ScriptDialect dialect, ExecutionMode mode) {
        return script(text(), 1, dialect, mode);
    }

    /** Make a script of a part of the file that begins on the given line, counted from 1. */
    public Script script(String text, int firstLine, ScriptDialect dialect, ExecutionMode mode) {
        return new Script(file, path, text, firstLine, dialect, mode);
    }

    @Override
    public String toString() {
        return path;
    }
}
