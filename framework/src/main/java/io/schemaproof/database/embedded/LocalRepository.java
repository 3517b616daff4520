package io.schemaproof.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Maven's local repository.
 *
 * @param folders where it may be, the most likely first
 */
record LocalRepository(List<Path> folders) {

    private static final Pattern SETTING = Pattern.compile("<localRepository>\\s*([^<]+?)\\s*</localRepository>");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(env\\.)?([^}]+)}");

    static LocalRepository ofSystem() {
        List<Path> folders = new ArrayList<>();
        Path maven = Path.of(System.getProperty("user.home"), ".m2");
        Stream.of(
                        Optional.ofNullable(System.getProperty("maven.repo.local")),
                        // Surefire and Failsafe tell the tests where theirs is.
                        Optional.ofNullable(System.getProperty("localRepository")),
                        setting(maven.resolve("settings.xml")),
                        Optional.of(maven.resolve("repository").toString()))
                .flatMap(Optional::stream)
                .map(Path::of)
                .distinct()
                .forEach(folders::add);
        return new LocalRepository(List.copyOf(folders));
    }

    /** The folder that Maven is told to fetch into. */
    Path first() {
        return folders.get(0);
    }

    /** Find the tested release, else the newest other one of the same major version. */
    Optional<Path> find(Platform platform, int major, String tested) {
        return folders.stream()
                .map(folder -> folder.resolve(Platform.GROUP.replace('.', '/')).resolve(platform.artifactId()))
                .filter(Files::isDirectory)
                .flatMap(artifact -> jar(artifact, platform, tested).stream()
                        .findFirst()
                        .or(() -> versions(artifact, major)
                                .flatMap(version -> jar(artifact, platform, version).stream())
                                .findFirst())
                        .stream())
                .findFirst();
    }

    private static Optional<Path> jar(Path artifact, Platform platform, String version) {
        Path jar = artifact.resolve(version).resolve(platform.artifactId() + "-" + version + ".jar");
        return Files.isRegularFile(jar) ? Optional.of(jar) : Optional.empty();
    }

    private static Stream<String> versions(Path artifact, int major) {
        try (Stream<Path> folders = Files.list(artifact)) {
            return folders
                    .map(folder -> folder.getFileName().toString())
                    .filter(version -> version.matches(major + "\\.\\d+(\\.\\d+)?"))
                    .sorted(Comparator.comparingInt(LocalRepository::minor).reversed())
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static int minor(String version) {
        return Integer.parseInt(version.split("\\.", -1)[1]);
    }

    /** What a settings file says, with the variables that Maven replaces there. */
    static Optional<String> setting(Path settings) {
        try {
            Matcher matcher =
                    SETTING.matcher(COMMENT.matcher(Files.readString(settings)).replaceAll(""));
            return matcher.find()
                    ? Optional.of(VARIABLE.matcher(matcher.group(1))
                            .replaceAll(variable ->
                                    Matcher.quoteReplacement(valueOf(variable.group(1) != null, variable.group(2)))))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String valueOf(boolean environment, String name) {
        String value = environment ? System.getenv(name) : System.getProperty(name);
        return value == null ? "" : value;
    }
}
