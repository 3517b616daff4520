package io.schemaproof.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of traps in {@code fixtures/README.md} is that of the tests. */
class TrapsTest {

    private static final Path TESTS = Path.of("src/test/java/io/schemaproof/systems");
    private static final Pattern METHOD = Pattern.compile("void (trap_\\w+)\\(");
    private static final Pattern LISTED = Pattern.compile("`(\\w+\\.trap_\\w+)`");

    private static List<String> found(Pattern pattern, String text, String prefix) {
        List<String> names = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            names.add(prefix + matcher.group(1));
        }
        return names;
    }

    @Test
    void every_trap_has_a_test_that_is_named_after_it() throws IOException {
        String readme = Files.readString(Path.of("../fixtures/README.md"));
        String table = readme.substring(readme.indexOf("## Traps"), readme.indexOf("## vehicles"));
        List<String> tests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                String type = file.getFileName().toString().replace(".java", ".");
                tests.addAll(found(METHOD, Files.readString(file), type));
            }
        }

        assertThat(tests).hasSizeGreaterThan(20);
        assertThat(found(LISTED, table, "")).containsExactlyInAnyOrderElementsOf(tests);
    }
}
