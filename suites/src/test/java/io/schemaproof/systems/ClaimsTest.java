package io.schemaproof.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each claim in the tables of {@code fixtures/README.md} has a test that is there, or a reason why not. */
class ClaimsTest {

    private static final Path PAGE = Path.of("../fixtures/README.md");
    private static final Path TESTS = Path.of("src/test/java/io/schemaproof/systems");
    private static final Path FIXTURE_TESTS = Path.of("../fixtures/src/test/java/io/schemaproof/fixtures");

    /** {@code SomeTest}, {@code SomeTest.method} or, of the class before, {@code .method}; a name may end in an ellipsis. */
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)?(?:\\.(\\w+)(…)?)?`");

    @ParameterizedTest
    @CsvSource({"vehicles, 50", "dealer, 50", "tools, 30", "fleet, 35", "products, 45"})
    void every_claim_has_a_test_or_a_reason(String system, int atLeast) throws IOException {
        Map<String, String> sources = sources("tools");
        sources.putAll(sources(system));
        List<String> rows = rows(system);

        assertThat(rows).as("claims").hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(rows.stream()
                        .map(row -> row.split(" \\| ", -1))
                        .filter(cells -> cells.length != 4
                                || cells[3].isBlank()
                                || !(cells[2].equals("–")
                                        || unknown(cells[2], sources).isEmpty()))
                        .map(cells -> String.join(" | ", cells)))
                .as("rows without a test that is there, or a reason")
                .isEmpty();
    }

    @Test
    void a_name_that_is_no_tests_is_noticed() throws IOException {
        Map<String, String> sources = sources("dealer");

        assertThat(unknown("`BayDataTest.five_bays_are_there`, `.existing_rows…`", sources))
                .isEmpty();
        assertThat(unknown("`BayDataTest.five_bays_are`, `.existing_rows…`", sources))
                .containsExactly("`BayDataTest.five_bays_are`");
        assertThat(unknown("`BayDataTest.five_bays_are_there`, `.no_such…`", sources))
                .containsExactly("`.no_such…`");
        assertThat(unknown("`NobodysTest`", sources)).containsExactly("`NobodysTest`");
        assertThat(unknown("as above", sources)).containsExactly("as above");
    }

    private static List<String> rows(String system) throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("\n## " + system + "\n");
        return page.substring(begin, page.indexOf("\n## ", begin + 1))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| section "))
                .toList();
    }

    private static Map<String, String> sources(String system) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (Path folder : List.of(FIXTURE_TESTS.resolve(system), TESTS.resolve(system))) {
            try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
                for (Path file : files.toList()) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return sources;
    }

    /** What a cell names and is not there; a cell that names no test at all is as bad. */
    private static List<String> unknown(String cell, Map<String, String> sources) {
        List<String> unknown = new ArrayList<>();
        String source = "";
        Matcher named = TEST.matcher(cell);
        while (named.find()) {
            source = named.group(1) == null ? source : sources.getOrDefault(named.group(1), "");
            String method =
                    named.group(2) == null ? "" : "void " + named.group(2) + (named.group(3) == null ? "(" : "");
            if (source.isEmpty() || !source.contains(method)) {
                unknown.add(named.group());
            }
        }
        return source.isEmpty() ? List.of(cell) : unknown;
    }
}
