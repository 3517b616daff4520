package io.schemaproof.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of {@code docs} and the test that compiles and runs its examples. */
public final class Page {

    private static final Pattern EXAMPLE =
            Pattern.compile("// tag::(\\w+)\\[]\n(.*?)\n *// end::\\1\\[]", Pattern.DOTALL);

    private final String text;
    private final String source;

    private Page(String text, String source) {
        this.text = text;
        this.source = source;
    }

    public static Page of(String name, Class<?> examples) throws IOException {
        return new Page(
                read("../docs/" + name + ".md"),
                read("src/test/java/" + examples.getName().replace('.', '/') + ".java"));
    }

    /** Each example between tags stands on the page as it is, and the page has no other. */
    public void quotesAllExamples() {
        int examples = 0;
        Matcher example = EXAMPLE.matcher(source);
        while (example.find()) {
            assertThat(text).contains("```java\n" + example.group(2).stripIndent() + "\n```");
            examples++;
        }
        assertThat(text.split("```java\n(?!import)", -1))
                .as("examples on the page, and one")
                .hasSize(examples + 1);
    }

    /** The first text on the page that is no code, such as a message. */
    public String message() {
        return text.split("```text\n", -1)[1].split("\n```", -1)[0];
    }

    /** The blocks of a language, such as {@code yaml}. */
    public List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\n(.*?)\n```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String read(String path) throws IOException {
        return Files.readString(Path.of(path), StandardCharsets.UTF_8);
    }
}
