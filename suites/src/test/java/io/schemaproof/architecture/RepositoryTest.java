package io.schemaproof.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What no file of the repository says: where one machine keeps it, and from which host one machine downloads. */
class RepositoryTest {

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", ".vscode", "node_modules");

    /** A path that begins at a root; {@code $home/} and {@code target/work/} are none. */
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.$}>)/*-])/(?:root|home|Users|work|mnt)/[\\w.]|(?<![\\w.$}>)/*-])/tmp/wt\\b");

    private static final Pattern REGISTRY_HOST = Pattern.compile(
            "(?i)\\b(?:repo1?\\.maven|deb\\.debian|security\\.debian|registry\\.npm|registry-1\\.docker|index\\.docker)"
                    + "[\\w.-]*\\.(?:org|com|io)\\b");

    private static final Pattern DEEP_PATTERN =
            Pattern.compile("(?:\\|''|\\|\\\\\"\\\\\"|\\|\\\\\\\\\\.)\\)\\*(?!\\+)");

    @Test
    void no_file_names_a_machine_or_a_registry() throws IOException {
        List<Path> files = files();
        List<String> places = new ArrayList<>();
        for (Path file : files) {
            // Every byte is a character of this set, so that a binary file is no obstacle.
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            for (Pattern pattern : List.of(MACHINE_PATH, REGISTRY_HOST)) {
                Matcher matcher = pattern.matcher(text);
                while (matcher.find()) {
                    places.add(root().relativize(file) + ": " + matcher.group());
                }
            }
        }

        assertThat(files.size()).isGreaterThan(50);
        assertThat(places).isEmpty();
    }

    /** A choice that is repeated takes a frame of the stack for each character: 5,000 of them, and the verification ends. */
    @Test
    void no_pattern_for_a_literal_goes_deeper_with_each_character() throws IOException {
        List<String> places = new ArrayList<>();
        for (Path file : files()) {
            String path = root().relativize(file).toString();
            if (path.contains("src/main/java")) {
                Matcher matcher = DEEP_PATTERN.matcher(Files.readString(file));
                while (matcher.find()) {
                    places.add(path + ": " + matcher.group());
                }
            }
        }

        assertThat(places).as("write *+, which gives nothing back").isEmpty();
    }

    @Test
    void the_patterns_find_what_they_are_for() {
        assertThat(DEEP_PATTERN.matcher("'(?:[^']|'')" + "*'").find()).isTrue();
        assertThat(DEEP_PATTERN.matcher("'(?:[^']|'')*+'").find()).isFalse();
        assertThat(MACHINE_PATH.matcher("cd " + "/ho" + "me/me/project").find()).isTrue();
        assertThat(REGISTRY_HOST
                        .matcher("https:/" + "/repo.maven" + ".apache.org/maven2")
                        .find())
                .isTrue();
        assertThat(MACHINE_PATH.matcher("$base/root/etc and target/work/x").find())
                .isFalse();
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(nameOf(folder)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                // In a worktree .git is a file, and holds a path by its nature.
                if (attributes.isRegularFile() && !NOT_OURS.contains(nameOf(file))) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("suites/pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException(here + " is not inside the repository");
    }
}
