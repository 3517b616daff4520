package io.schemaproof.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.junit.jupiter.api.Test;

/** Each class of assertions shows in its Javadoc a line that passes and one that fails; that they compile, another test says. */
class AssertionsShowExamplesTest {

    /** The comment before a class, and no other between them. */
    private static final Pattern OF_CLASS = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:@\\w+(?:\\([^)]*\\))?\\s+)*(?:public |abstract |final )*class (\\w+)",
            Pattern.DOTALL);

    private static final Pattern BLOCK = Pattern.compile("<pre>\\{@code\n.*?}</pre>", Pattern.DOTALL);
    private static final Pattern PASSES = Pattern.compile("; +// passes\\b");
    private static final Pattern FAILS = Pattern.compile("; +// fails\\b");

    @Test
    void each_shows_one_that_passes_and_one_that_fails() throws Exception {
        Map<String, String> comments = Example.files(Path.of("src/main/java"), "Assert.java")
                .map(Example::read)
                .flatMap(text -> OF_CLASS.matcher(text).results())
                .collect(Collectors.toMap(found -> found.group(2), found -> found.group(1)));
        TreeSet<String> classes = AssertClassesTest.all().stream()
                .flatMap(AssertionsShowExamplesTest::withParents)
                .filter(type -> CalledVerbs.verbsOf(type).findAny().isPresent())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(classes).hasSizeGreaterThan(60);
        assertThat(classes)
                .filteredOn(name -> !showsBoth(comments.getOrDefault(name, "")))
                .isEmpty();
    }

    @Test
    void one_of_the_two_is_too_little() {
        assertThat(showsBoth("<pre>{@code\n a(); // passes\n b(); // fails: no b\n}</pre>"))
                .isTrue();
        assertThat(showsBoth("<pre>{@code\n a(); // passes\n}</pre>")).isFalse();
        assertThat(showsBoth("<pre>{@code\n b(); // fails\n}</pre>")).isFalse();
        assertThat(showsBoth("a // passes, b // fails")).isFalse();
    }

    private static Stream<Class<?>> withParents(Class<?> type) {
        return Stream.<Class<?>>iterate(type, each -> each != AbstractAssert.class, Class::getSuperclass);
    }

    private static boolean showsBoth(String comment) {
        Matcher block = BLOCK.matcher(comment);
        return block.find()
                && PASSES.matcher(block.group()).find()
                && FAILS.matcher(block.group()).find();
    }
}
