package io.schemaproof.migration.script;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directives of a file for Atlas (its {@code sql/migrate/dir.go}): comments at the very top, which an empty line sets apart
 * from the first statement.
 *
 * @since 0.1
 */
public final class AtlasDirectives {

    private static final Pattern DIRECTIVE = Pattern.compile("^[ -~]*?atlas:(\\w+)(?: +([ -~]*))?$");

    private AtlasDirectives() {}

    /** Name and value of each; empty values where there are none. No directives where no empty line follows. */
    public static Map<String, String> of(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        String[] end = {""};
        text.lines()
                .takeWhile(line -> {
                    end[0] = line;
                    return line.startsWith("--") || line.startsWith("#");
                })
                .forEach(line -> {
                    Matcher matcher = DIRECTIVE.matcher(line.strip());
                    if (matcher.matches()) {
                        found.putIfAbsent(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
                    }
                });
        return end[0].isEmpty() || end[0].startsWith("--") || end[0].startsWith("#") ? found : Map.of();
    }

    /** What ends a statement instead of a semicolon, with line ends for {@code \n}. */
    public static Optional<String> delimiter(String text) {
        return Optional.ofNullable(of(text).get("delimiter"))
                .map(value -> value.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t"));
    }
}
