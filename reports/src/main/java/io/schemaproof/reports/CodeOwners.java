package io.schemaproof.reports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Knows who owns a file, from the CODEOWNERS of its repository, which GitHub and GitLab read: the last line that fits says it. */
final class CodeOwners {

    private static final List<String> PLACES =
            List.of(".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS");

    private record Line(Pattern pattern, List<String> owners) {}

    private final Path root;
    private final List<Line> lines;

    private CodeOwners(Path root, List<Line> lines) {
        this.root = root;
        this.lines = lines;
    }

    /** Read the file of the repository that a folder lies in; nobody owns anything where there is none. */
    static CodeOwners of(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        for (Path parent = absolute; parent != null; parent = parent.getParent()) {
            Path root = parent;
            if (Files.exists(root.resolve(".git"))
                    || PLACES.stream().anyMatch(place -> Files.isRegularFile(root.resolve(place)))) {
                return read(root);
            }
        }
        return new CodeOwners(absolute, List.of());
    }

    private static CodeOwners read(Path root) {
        List<Line> lines = new ArrayList<>();
        for (String place : PLACES) {
            Path file = root.resolve(place);
            if (Files.isRegularFile(file)) {
                try {
                    Files.readString(file, StandardCharsets.UTF_8).lines().forEach(line -> parse(line, lines));
                } catch (IOException e) {
                    // Who owns a file is an extra: whoever cannot read the list sees no owners.
                    return new CodeOwners(root, List.of());
                }
                break;
            }
        }
        return new CodeOwners(root, lines);
    }

    private static void parse(String line, List<Line> lines) {
        String text = line.replaceAll("(^|\\s)#.*", "").strip();
        // GitLab's headings of sections.
        if (text.isEmpty() || text.startsWith("[") || text.startsWith("^[")) {
            return;
        }
        List<String> words = Arrays.asList(text.split("\\s+", -1));
        lines.add(new Line(pattern(words.get(0)), List.copyOf(words.subList(1, words.size()))));
    }

    /** As in .gitignore: a slash at the begin or within binds to the root, one at the end means a folder. */
    private static Pattern pattern(String glob) {
        boolean bound = glob.substring(0, glob.length() - 1).contains("/");
        String path = glob.startsWith("/") ? glob.substring(1) : glob;
        StringBuilder regex = new StringBuilder(bound ? "" : "(?:.*/)?");
        for (int i = 0; i < path.length(); i++) {
            if (path.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (path.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (path.charAt(i) == '*') {
                regex.append("[^/]*");
            } else if (path.charAt(i) == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(path.charAt(i))));
            }
        }
        boolean oneLevel = path.endsWith("/*");
        return Pattern.compile(regex + (path.endsWith("/") ? ".*" : oneLevel ? "" : "(?:/.*)?"));
    }

    /** The owners of a file, as they stand there: {@code @team}. */
    List<String> of(Path folder, String path) {
        Path file = folder.toAbsolutePath().normalize().resolve(path).normalize();
        if (!file.startsWith(root)) {
            return List.of();
        }
        String name = root.relativize(file).toString().replace('\\', '/');
        List<String> owners = List.of();
        for (Line line : lines) {
            owners = line.pattern().matcher(name).matches() ? line.owners() : owners;
        }
        return owners;
    }
}
