package io.schemaproof.assertions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A piece of Java that Javadoc, a page of {@code docs} or the project's first page shows.
 *
 * @param file where it stands
 * @param line its first line there, from 1
 * @param code as a reader sees it
 */
record Example(Path file, long line, String code) {

    /** What is a message or SQL stands in a {@code <pre>} of its own, without the tag. */
    private static final Pattern JAVADOC = Pattern.compile("<pre>\\{@code\n(.*?)\n[ *]*}</pre>", Pattern.DOTALL);

    private static final Pattern FENCE = Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL);

    /** The asterisk before a line of Javadoc. */
    private static final Pattern MARGIN = Pattern.compile("(?m)^ *\\* ?");

    static List<Example> ofJavadoc() {
        return Stream.of("src/main/java", "../framework/src/main/java")
                .flatMap(root -> files(Path.of(root), ".java"))
                .flatMap(file -> in(file, read(file), JAVADOC))
                .map(example -> new Example(
                        example.file, example.line, MARGIN.matcher(example.code).replaceAll("")))
                .toList();
    }

    static List<Example> ofPages() {
        return pages().flatMap(file -> in(file, read(file), FENCE)).toList();
    }

    /** The pages of {@code docs}, and those that stand beside it. */
    static Stream<Path> pages() {
        return Stream.concat(
                Stream.of("README.md", "CONTRIBUTING.md").map(Path.of("..")::resolve),
                files(Path.of("../docs"), ".md"));
    }

    static Stream<Path> files(Path root, String ending) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Example> in(Path file, String text, Pattern block) {
        return block.matcher(text).results().map(found -> new Example(file, lineOf(found, text), found.group(1)));
    }

    private static long lineOf(MatchResult found, String text) {
        return 1 + text.substring(0, found.start(1)).lines().count();
    }

    /** The class that the file holds, or the page's name. */
    String owner() {
        return file.getFileName().toString().replaceAll("\\.\\w+$", "");
    }
}
