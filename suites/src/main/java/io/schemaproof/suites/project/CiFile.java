package io.schemaproof.suites.project;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The step of CI that runs the test. */
final class CiFile {

    /** What the templates say, which is what most projects need. */
    private static final String COMMAND = "mvn -B test -Dtest=" + TestClass.NAME;

    private static final String REPORTS = "target/surefire-reports/";
    private static final Pattern PLAIN = Pattern.compile("[\\w./-]+");

    private final Path project;
    private final Path root;

    private CiFile(Path project, Path root) {
        this.project = project;
        this.root = root;
    }

    static CiFile of(Path project) {
        Path absolute = project.toAbsolutePath().normalize();
        return new CiFile(absolute, above(absolute, ".git").orElse(absolute));
    }

    /** The nearest folder, from this one upwards, that holds something of a name. */
    private static Optional<Path> above(Path folder, String name) {
        for (Path each = folder; each != null; each = each.getParent()) {
            if (Files.exists(each.resolve(name))) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** GitLab where there is a file for it, or where the repository was cloned from one; else GitHub. */
    CiService service() {
        Path configuration = root.resolve(".git/config");
        try {
            boolean cloned = Files.isRegularFile(configuration)
                    && Files.readString(configuration, StandardCharsets.ISO_8859_1)
                            .contains("gitlab");
            boolean gitlab =
                    Files.exists(root.resolve(".gitlab-ci.yml")) || (cloned && !Files.exists(root.resolve(".github")));
            return gitlab ? CiService.GITLAB : CiService.GITHUB;
        } catch (IOException e) {
            throw new ProjectException(configuration + " cannot be read: " + e, e);
        }
    }

    FileChange change(CiService service) {
        return service == CiService.GITHUB
                ? change(".github/workflows/schemaproof.yml", "github-actions.yml", "a workflow of GitHub Actions")
                : change(".gitlab-ci.yml", "gitlab-ci.yml", "a job of GitLab CI");
    }

    /** One that is there stays: it may run another module of the repository, or all that GitLab is asked to do. */
    private FileChange change(String name, String template, String what) {
        Path file = root.resolve(name);
        if (!Files.exists(file)) {
            return FileChange.written(file, what, text(template));
        }
        try {
            String there = Files.readString(file, StandardCharsets.ISO_8859_1);
            boolean ours = there.toLowerCase(Locale.ROOT).contains("schemaproof");
            return ours && there.contains(relative(root, project))
                    ? FileChange.unchanged(file, "runs it")
                    : FileChange.byHand(
                            file, "is there, and yours to change. Let it run what this does:", text(template));
        } catch (IOException e) {
            throw new ProjectException(file + " cannot be read: " + e, e);
        }
    }

    private String text(String template) {
        try (InputStream in = CiFile.class.getResourceAsStream(template)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + template + " is missing");
            }
            String module = relative(root, project);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(COMMAND, command())
                    .replace(REPORTS, module.isEmpty() ? REPORTS : module + "/" + REPORTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A module is built with what it needs of the others; its other tests run with it, for a name would be asked of all of them. */
    private String command() {
        Path top = top();
        String maven = Files.exists(root.resolve("mvnw")) ? "./mvnw" : "mvn";
        String from = relative(root, top);
        String file = from.isEmpty() ? "" : " -f " + quoted(from + "/pom.xml");
        return top.equals(project)
                ? maven + " -B" + file + COMMAND.substring("mvn -B".length())
                : maven + " -B" + file + " -pl " + quoted(relative(top, project)) + " -am test";
    }

    /** The topmost folder of the repository that is built with Maven and holds the project. */
    private Path top() {
        Path top = project;
        for (Path each = project; each != null && each.startsWith(root); each = each.getParent()) {
            if (Files.exists(each.resolve("pom.xml"))) {
                top = each;
            }
        }
        return top;
    }

    private static String relative(Path from, Path to) {
        return from.relativize(to).toString().replace('\\', '/');
    }

    private static String quoted(String path) {
        return PLAIN.matcher(path).matches() ? path : "'" + path + "'";
    }
}
