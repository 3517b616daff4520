package io.schemaproof.junit;

import io.schemaproof.database.LastingContents;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.result.ToolVersion;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything that decides what a template holds, also in a later run: the texts, the day, the time zone, the user, and Schemaproof
 * itself. Where a script reads something else, such as a file that it includes, nobody can say that it is the same as before.
 */
final class LastingKey {

    /** What a tool's parser puts in comes from its configuration, or from the environment. */
    private static final Pattern PLACEHOLDERS = Pattern.compile("\\$\\{|(?i:ENVSUB)");

    /** A command of psql, but for the end of COPY's rows. */
    private static final Pattern PSQL = Pattern.compile("\\\\(?!\\.\\s)");

    /** What the server reads from elsewhere. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "\\bpg_(read|ls|stat)_\\w*|\\blo_import\\b|\\bdblink|\\bfdw\\b|_fdw\\b|\\bforeign\\s+(server|table|schema|data)\\b"
                    + "|\\bcopy\\b[^;]*\\bfrom\\s+(program\\b|e?')|\\bsubscription\\b|\\bload\\s+'",
            Pattern.CASE_INSENSITIVE);

    private LastingKey() {}

    /** Asked for once: what is changed while the JVM runs is not what it runs. */
    private static final class Tool {
        static final Optional<String> TEXT = tool();
    }

    /**
     * Empty where it cannot be known.
     *
     * @param key that of the source
     */
    static Optional<LastingContents> of(TemplateSource source, String key) {
        return Tool.TEXT.map(tool -> new LastingContents(
                String.join(
                        "\n",
                        tool,
                        "convention " + source.folder().convention(),
                        "zone " + TimeZone.getDefault().getID(),
                        "locale " + Locale.getDefault(),
                        "user " + System.getProperty("user.name"),
                        "folder " + System.getProperty("user.dir"),
                        "prepare "
                                + source.folder()
                                        .prepare()
                                        .map(script -> script.dialect() + " " + script.text())
                                        .orElse(""),
                        key),
                () -> isSelfContained(source)));
    }

    private static boolean isSelfContained(TemplateSource source) {
        return Stream.of(
                                source.before().stream(),
                                source.folder().prepare().stream(),
                                source.folder().migrations().stream().map(Migration::up))
                        .flatMap(each -> each)
                        .allMatch(LastingKey::isSelfContained)
                && seedsAreSelfContained(source);
    }

    private static boolean isSelfContained(Script script) {
        if (script.dialect().isOfTool() || ELSEWHERE.matcher(script.text()).find()) {
            return false;
        }
        return switch (script.dialect()) {
            case PSQL -> !PSQL.matcher(script.text()).find();
            case SERVER, DRIZZLE, ATLAS -> true;
            default -> !PLACEHOLDERS.matcher(script.text()).find();
        };
    }

    /** Theirs are read as psql reads scripts. */
    private static boolean seedsAreSelfContained(TemplateSource source) {
        if (source.seed().isEmpty()) {
            return true;
        }
        try (Stream<Path> files = Files.walk(source.seed().get())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(".sql")) {
                    String text = Files.readString(file);
                    if (ELSEWHERE.matcher(text).find() || PSQL.matcher(text).find()) {
                        return false;
                    }
                }
            }
            return true;
        } catch (IOException e) {
            throw new MigrationException(source.seed().get() + " cannot be read: " + e + ".", e);
        }
    }

    /** A version that is being worked on is another after each change. */
    private static Optional<String> tool() {
        CodeSource code = LastingKey.class.getProtectionDomain().getCodeSource();
        if (code == null) {
            return Optional.empty();
        }
        // Whatever is known of a file is asked for at once: classes in a folder are many.
        SortedSet<String> lines = new TreeSet<>();
        try (Stream<Path> files = Files.find(Path.of(code.getLocation().toURI()), Integer.MAX_VALUE, (file, about) -> {
            if (about.isRegularFile()) {
                lines.add(file + " " + about.size() + " " + about.lastModifiedTime());
            }
            return false;
        })) {
            long none = files.count();
            return Optional.of("Schemaproof " + ToolVersion.get() + "\n" + none + String.join("\n", lines));
        } catch (IOException | URISyntaxException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
