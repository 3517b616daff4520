package io.schemaproof.suites.project;

import io.schemaproof.suites.project.FileChange.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A project's {@code pom.xml}. Its bytes are taken as they are: one that is put into it leaves all others alone, whatever they
 * mean.
 */
final class Pom {

    static final String GROUP = "io.schemaproof";
    static final String ARTIFACT = "schemaproof-suites";

    /** What is left on the line of a dependency and is about it. */
    private static final Pattern REST_OF_LINE = Pattern.compile("[ \\t]*(?:<!--[^\\r\\n]*?-->[ \\t]*)*(?=\\r?\\n)");

    private static final Pattern OLD_SUREFIRE = Pattern.compile("(?:1\\.|2\\.(?:\\d|1\\d|2[01])(?!\\d)).*");
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([\\w.-]+)}");

    private final Path file;
    private final String text;
    private final XmlOutline outline;
    private final XmlElement project;

    private Pom(Path file, String text, XmlOutline outline, XmlElement project) {
        this.file = file;
        this.text = text;
        this.outline = outline;
        this.project = project;
    }

    /**
     * Read a pom.
     *
     * @throws ProjectException if it is none, or that of a project that has modules and no code
     */
    static Pom read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new ProjectException(file + " cannot be read: " + e, e);
        }
        if (text.indexOf('\0') >= 0) {
            throw new ProjectException(file + " is not UTF-8 but UTF-16, as Maven reads few. Save it as UTF-8.");
        }
        XmlOutline outline = XmlOutline.of(file, text);
        XmlElement project = outline.first("project")
                .filter(root -> !root.isShort())
                .orElseThrow(() -> new ProjectException(file + ":1: is no pom: there is no <project> in it."));
        Pom pom = new Pom(file, text, outline, project);
        pom.requireCode();
        return pom;
    }

    private void requireCode() {
        Optional<XmlElement> packaging = outline.inside(project, "packaging").findFirst();
        if (packaging.map(outline::text).orElse("").equals("pom")) {
            List<String> modules = outline.all("project/modules/module").stream()
                    .map(outline::text)
                    .toList();
            throw new ProjectException(outline.place(packaging.get())
                    + ": packaging is pom, so this project has no tests of its own. Name the module with the migrations"
                    + (modules.isEmpty() ? "." : ": " + String.join(", ", modules) + "."));
        }
    }

    /** The group, which a project may leave to its parent. */
    String group() {
        return Stream.of("project/groupId", "project/parent/groupId")
                .flatMap(path -> outline.first(path).map(outline::text).stream())
                .findFirst()
                .orElse("");
    }

    /** Put the dependency where the project's own dependencies end. */
    FileChange withDependency(String version) {
        Optional<XmlElement> known = dependency(outline);
        if (known.isPresent()) {
            return FileChange.unchanged(
                    file, "has the dependency " + GROUP + ":" + ARTIFACT + " in line " + line(known.get()));
        }
        String changed = inserted(version);
        XmlElement added = dependency(XmlOutline.of(file, changed))
                .orElseThrow(() -> new ProjectException(file + ": no place was found for a dependency. Put in:\n"
                        + String.join("\n", dependencyLines(version, "", "  "))));
        int line = XmlOutline.of(file, changed).line(added.start());
        return new FileChange(
                Kind.CHANGED,
                file,
                "line " + line + ": dependency " + GROUP + ":" + ARTIFACT + ":" + version + ", scope test",
                changed,
                StandardCharsets.ISO_8859_1,
                String.join("\n", dependencyLines(version, "", "  ")));
    }

    private int line(XmlElement element) {
        return outline.line(element.start());
    }

    private static Optional<XmlElement> dependency(XmlOutline outline) {
        return outline.all("project/dependencies/dependency").stream()
                .filter(element -> outline.text(element, "groupId").equals(GROUP)
                        && outline.text(element, "artifactId").equals(ARTIFACT))
                .findFirst();
    }

    private String inserted(String version) {
        Optional<XmlElement> dependencies =
                outline.inside(project, "dependencies").findFirst();
        String line = text.contains("\r\n") ? "\r\n" : "\n";
        String indent = dependencies.map(element -> indent(element.start())).orElseGet(this::indentOfChildren);
        String unit = indentOfChildren().isEmpty() ? "  " : indentOfChildren();
        if (dependencies.isEmpty()) {
            return withDependencies(block(version, indent, unit, line), line);
        }
        XmlElement all = dependencies.get();
        List<XmlElement> each = outline.inside(all, "dependency").toList();
        if (each.isEmpty()) {
            return text.substring(all.contentStart(), all.contentEnd()).isBlank()
                    ? text.substring(0, all.start())
                            + block(version, indent, unit, line).substring(indent.length())
                            + text.substring(all.end())
                    : put(all.contentStart(), version, indent + unit, unit, line);
        }
        XmlElement last = each.get(each.size() - 1);
        String own = indent(last.start());
        String step = own.startsWith(indent) && own.length() > indent.length() ? own.substring(indent.length()) : unit;
        Matcher rest = REST_OF_LINE.matcher(text).region(last.end(), text.length());
        return put(rest.lookingAt() ? rest.end() : last.end(), version, own, step, line);
    }

    /** Before the build, as most have it, unless a comment stands there, which may be about the build; else at the end. */
    private String withDependencies(String block, String line) {
        Optional<XmlElement> build = outline.inside(project, "build").findFirst();
        int start = build.map(
                        element -> element.start() - indent(element.start()).length())
                .orElse(project.contentEnd());
        String before = text.substring(0, start);
        if (build.isPresent()
                && before.endsWith("\n")
                && !before.stripTrailing().endsWith("-->")) {
            String gap = before.endsWith(line + line) ? line : "";
            return before + block + line + gap + text.substring(start);
        }
        String all = text.substring(0, project.contentEnd());
        return (all.endsWith("\n") ? all : all + line) + block + line + text.substring(project.contentEnd());
    }

    private String put(int offset, String version, String indent, String unit, String line) {
        String lines = dependencyLines(version, indent, unit).stream().collect(Collectors.joining(line));
        return text.substring(0, offset) + line + lines + text.substring(offset);
    }

    private static String block(String version, String indent, String unit, String line) {
        return Stream.of(
                        Stream.of(indent + "<dependencies>"),
                        dependencyLines(version, indent + unit, unit).stream(),
                        Stream.of(indent + "</dependencies>"))
                .flatMap(lines -> lines)
                .collect(Collectors.joining(line));
    }

    private static List<String> dependencyLines(String version, String indent, String unit) {
        return List.of(
                indent + "<dependency>",
                indent + unit + "<groupId>" + GROUP + "</groupId>",
                indent + unit + "<artifactId>" + ARTIFACT + "</artifactId>",
                indent + unit + "<version>" + version + "</version>",
                indent + unit + "<scope>test</scope>",
                indent + "</dependency>");
    }

    private String indentOfChildren() {
        return outline.inside(project, "modelVersion")
                .findFirst()
                .map(element -> indent(element.start()))
                .orElse("");
    }

    /** The white space between the beginning of the line and an offset; none where other text stands there. */
    private String indent(int offset) {
        String before = text.substring(text.lastIndexOf('\n', offset - 1) + 1, offset);
        return before.isBlank() ? before : "";
    }

    /** Say where tests of JUnit 5 would not be run, and the build pass all the same; empty where they are, or a parent decides. */
    Optional<String> doubtsOfTests() {
        List<XmlElement> plugins = Stream.of(
                        "project/build/plugins/plugin", "project/build/pluginManagement/plugins/plugin")
                .flatMap(path -> outline.all(path).stream())
                .filter(plugin -> outline.text(plugin, "artifactId").equals("maven-surefire-plugin"))
                .flatMap(plugin -> outline.inside(plugin, "version"))
                .toList();
        for (XmlElement version : plugins) {
            if (OLD_SUREFIRE.matcher(resolved(outline.text(version))).matches()) {
                return Optional.of(outline.place(version) + ": maven-surefire-plugin " + resolved(outline.text(version))
                        + " runs no test of JUnit 5 or later, and the build passes. Take 3.5.4 or newer.");
            }
        }
        return plugins.isEmpty() && outline.first("project/parent").isEmpty()
                ? Optional.of(file
                        + ": no version of maven-surefire-plugin is set. Maven before 3.9 then takes one that runs no test of"
                        + " JUnit 5 or later, and the build passes. In <build><plugins>:"
                        + " <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.4</version></plugin>")
                : Optional.empty();
    }

    private String resolved(String value) {
        Matcher property = PROPERTY.matcher(value);
        return property.matches()
                ? outline.first("project/properties/" + property.group(1))
                        .map(outline::text)
                        .orElse(value)
                : value;
    }
}
