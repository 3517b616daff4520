package io.schemaproof.suites.project;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The test class of a project: which suite it asks for depends on whether migrations have a way back. */
final class TestClass {

    static final String NAME = "MigrationTest";

    private static final Pattern PACKAGE = Pattern.compile("[a-z_]\\w*(?:\\.[a-z_]\\w*)*");

    private static final String ROUND_TRIP = """
            import io.schemaproof.junit.SchemaTest;
            import io.schemaproof.suites.RoundTripContract;

            /** Applies each migration, takes it back and applies it again, on a real PostgreSQL and with rows in its tables. */
            @SchemaTest(%s)
            class MigrationTest implements RoundTripContract {}
            """;

    private static final String FORWARD = """
            import static org.junit.jupiter.api.Assertions.assertFalse;

            import io.schemaproof.catalog.Catalog;
            import io.schemaproof.junit.SchemaTest;
            import io.schemaproof.suites.SafetyContract;
            import org.junit.jupiter.api.Test;

            /**
             * Applies the migrations to a real PostgreSQL and says what a running application would have to wait for, or lose.
             * None of them has a way back; once they have, implement RoundTripContract, too.
             */
            @SchemaTest(%s)
            class MigrationTest implements SafetyContract {

                /** Fails with file, line and statement where a migration does. */
                @Test
                void migrations_apply(Catalog catalog) {
                    assertFalse(catalog.tables().isEmpty());
                }
            }
            """;

    private TestClass() {}

    /**
     * Write the class, unless the project has one that asks for migrations.
     *
     * @param attributes what stands between the brackets of {@code @SchemaTest}
     * @throws ProjectException if another class has its name
     */
    static FileChange of(Path project, Pom pom, MigrationFolder migrations, String attributes) {
        Optional<Path> known = known(project);
        if (known.isPresent()) {
            return FileChange.unchanged(known.get(), "has a @SchemaTest");
        }
        String name = packageName(project, pom);
        Path folder = project.resolve("src/test/java").resolve(name.replace('.', '/'));
        Path file = folder.resolve(NAME + ".java");
        if (Files.exists(file)) {
            throw new ProjectException(file + ":1: is there already and asks for no migrations. Put in:\n"
                    + text("", migrations, attributes));
        }
        return FileChange.written(
                file,
                hasWayBack(migrations) ? "a test with RoundTripContract" : "a test with SafetyContract",
                text(name, migrations, attributes));
    }

    static boolean hasWayBack(MigrationFolder migrations) {
        return migrations.migrations().stream().map(Migration::down).anyMatch(Optional::isPresent);
    }

    private static String text(String packageName, MigrationFolder migrations, String attributes) {
        String text = hasWayBack(migrations) ? ROUND_TRIP : FORWARD;
        return (packageName.isEmpty() ? "" : "package " + packageName + ";\n\n") + text.replace("%s", attributes);
    }

    private static Optional<Path> known(Path project) {
        return files(project.resolve("src/test")).stream()
                .filter(file -> file.toString().matches(".*\\.(?:java|kt|groovy|scala)"))
                .filter(TestClass::asksForMigrations)
                .findFirst();
    }

    private static boolean asksForMigrations(Path file) {
        try {
            // Every byte is a character of this set, so that no file is an obstacle.
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains("@SchemaTest");
        } catch (IOException e) {
            throw new ProjectException(file + " cannot be read: " + e, e);
        }
    }

    /** The package of the project's code, as near to its root as there is some; else the name of its group, else none. */
    private static String packageName(Path project, Pom pom) {
        for (String root : List.of("src/main/java", "src/main/kotlin", "src/test/java")) {
            Path folder = project.resolve(root);
            Optional<Path> nearest = files(folder).stream()
                    .filter(file -> file.toString().matches(".*\\.(?:java|kt)"))
                    .map(file -> folder.relativize(file).resolveSibling(""))
                    .filter(path -> !path.toString().isEmpty())
                    .min(Comparator.<Path>comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()));
            if (nearest.isPresent()) {
                return nearest.get().toString().replace(folder.getFileSystem().getSeparator(), ".");
            }
        }
        return PACKAGE.matcher(pom.group()).matches() ? pom.group() : "";
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new ProjectException(folder + " cannot be read: " + e, e);
        }
    }
}
