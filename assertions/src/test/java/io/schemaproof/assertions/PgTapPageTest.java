package io.schemaproof.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page for users of pgTAP leaves none of its functions out and names no method that does not exist. */
class PgTapPageTest {

    private static final Path PAGE = Path.of("..", "docs", "pgtap.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CALL = Pattern.compile("([a-zA-Z]+)(?:\\([^)]*\\))?");

    private static final List<String> theirs = new ArrayList<>();
    private static final Set<String> ours = new TreeSet<>();

    @BeforeAll
    static void read() throws IOException {
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| `")) {
                String[] cells = line.split(" \\| ", -1);
                CODE.matcher(cells[0]).results().map(found -> found.group(1)).forEach(theirs::add);
                CODE.matcher(cells[1])
                        .results()
                        .map(found -> found.group(1))
                        .flatMap(code -> CALL.matcher(code).results().map(PgTapPageTest::name))
                        .forEach(ours::add);
            }
        }
    }

    private static String name(MatchResult call) {
        return call.group(1);
    }

    @Test
    void each_function_of_pgTAP_stands_there_once() throws IOException {
        List<String> functions;
        try (var resource = getClass().getResourceAsStream("pgtap-functions.txt")) {
            functions = new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }

        assertThat(functions).hasSize(228);
        assertThat(theirs).containsExactlyInAnyOrderElementsOf(functions);
    }

    @Test
    void each_method_of_ours_exists() throws Exception {
        Set<String> methods = new TreeSet<>(Set.of("assertThat"));
        for (Class<?> type : AssertClassesTest.all()) {
            for (Method method : type.getMethods()) {
                methods.add(method.getName());
            }
        }

        assertThat(ours).hasSizeGreaterThan(100);
        assertThat(methods).containsAll(ours);
    }
}
