package io.schemaproof.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Javadoc, {@code docs} and the README show as Java compiles as it stands; what a page quotes from a test, that test compiles. */
class ExamplesCompileTest {

    /** The examples there were when this was written; fewer means that the search has gone wrong. */
    private static final int LEAST_OF_JAVADOC = 80;

    private static final int LEAST_OF_PAGES = 40;

    private static final List<Example> JAVADOC = Example.ofJavadoc();
    private static final List<Example> PAGES = Example.ofPages();

    /** These do not compile, each in its second line. */
    private static final Set<Example> WRONG = Set.of(
            new Example(Path.of("Wrong.java"), 7, "assertThat(schema)\n    .hasNoSuchVerb();"),
            new Example(Path.of("wrong.md"), 20, "class Wrong {\n    @Test int test;\n}"));

    private static List<Example> examples;
    private static List<String> errors;

    @BeforeAll
    static void compile() throws IOException {
        String tests = Stream.of("src/test/java", "../suites/src/test/java")
                .flatMap(root -> Example.files(Path.of(root), ".java"))
                .map(Example::read)
                .map(ExamplesCompileTest::joined)
                .collect(Collectors.joining());
        examples = Stream.of(
                        JAVADOC.stream(),
                        PAGES.stream().filter(example -> !tests.contains(joined(example.code()))),
                        WRONG.stream())
                .flatMap(each -> each)
                .toList();
        errors = ExampleCompiler.errors(examples);
    }

    @Test
    void the_search_finds_them() {
        assertThat(JAVADOC).hasSizeGreaterThan(LEAST_OF_JAVADOC);
        assertThat(PAGES).hasSizeGreaterThan(LEAST_OF_PAGES);
        assertThat(JAVADOC.size() + PAGES.size())
                .as("each opening of a block")
                .isEqualTo(openings(Example.files(Path.of("src/main/java"), ".java"), "<pre>{@code")
                        + openings(Example.files(Path.of("../framework/src/main/java"), ".java"), "<pre>{@code")
                        + openings(Example.pages(), "```java"));
        assertThat(PAGES).extracting(Example::file).contains(Path.of("../README.md"), Path.of("../docs/assertions.md"));
        assertThat(examples)
                .as("those of Javadoc, and few of the pages")
                .hasSizeBetween(JAVADOC.size() + WRONG.size() + 1, JAVADOC.size() + WRONG.size() + PAGES.size() / 2);
    }

    @Test
    void each_compiles() {
        assertThat(errors)
                .filteredOn(error -> WRONG.stream().noneMatch(wrong -> error.startsWith(wrong.file() + ":")))
                .isEmpty();
    }

    @Test
    void one_that_does_not_compile_is_named_with_its_line() {
        assertThat(errors)
                .anySatisfy(
                        error -> assertThat(error).startsWith("Wrong.java:8: ").contains("hasNoSuchVerb()"))
                .anySatisfy(
                        error -> assertThat(error).startsWith("wrong.md:21: ").contains("annotation"));
    }

    private static int openings(Stream<Path> files, String opening) {
        return files.mapToInt(file -> Example.read(file).split(Pattern.quote(opening), -1).length - 1)
                .sum();
    }

    /** A formatter breaks lines as it likes, and a test nests what a page shows as a class of its own. */
    private static String joined(String code) {
        return code.replace("@Nested", "").replaceAll("\\s+", "");
    }
}
