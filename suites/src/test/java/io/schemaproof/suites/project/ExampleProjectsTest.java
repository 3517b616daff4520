package io.schemaproof.suites.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.suites.project.ProjectSetup.Request;
import io.schemaproof.verify.history.AppliedMigrations;
import io.schemaproof.verify.result.ToolVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The projects of {@code fixtures/examples} are what {@code init} makes of them; {@code .ci/newcomer} builds them. */
class ExampleProjectsTest {

    private static final Path EXAMPLES = Path.of("../fixtures/examples");

    @TempDir
    private Path folder;

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (!name.startsWith("target/")) {
                    files.put(name, Files.readString(file));
                }
            }
        }
        return files;
    }

    /** Without what is to be written: the example before its owner met Schemaproof. */
    private static void copyBefore(Map<String, String> example, Path copy) throws IOException {
        for (Map.Entry<String, String> file : example.entrySet()) {
            if (!file.getKey().matches("src/test/.*|\\.git.*")) {
                Path to = copy.resolve(file.getKey());
                Files.createDirectories(to.getParent());
                Files.writeString(
                        to,
                        file.getValue()
                                .replaceAll("\\s*<dependency>\\s*<groupId>io\\.schemaproof(?s:.*?)</dependency>", ""));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"spring-boot-flyway, GITHUB, 8", "plain-maven, GITLAB, 9", "liquibase, GITHUB, 6", "sqitch, GITHUB, 11"
    })
    void is_what_init_makes_of_it(String name, CiService service, int count) throws IOException {
        Map<String, String> example = files(EXAMPLES.resolve(name));
        copyBefore(example, folder);
        Files.createDirectory(folder.resolve(".git"));
        assertThat(files(folder)).hasSize(count - 2).isNotEqualTo(example);

        ProjectSetup.plan(new Request(folder, Optional.empty(), "auto", Optional.of(service), ToolVersion.get()))
                .apply();

        assertThat(files(folder)).isEqualTo(example);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "spring-boot-flyway, src/main/resources/db/migration, flyway, 3, orders",
        "plain-maven, db/migrations, numbered, 3, books",
        "liquibase, src/main/resources/db/changelog, liquibase, 3, visits",
        "sqitch, '', sqitch, 2, fees"
    })
    void applies(String name, String migrations, String convention, int count, String table) throws SQLException {
        MigrationFolder read = MigrationReader.read(EXAMPLES.resolve(name).resolve(migrations));
        assertThat(read.convention()).isEqualTo(convention);
        assertThat(read.migrations()).hasSize(count);

        try (TestDatabase database =
                TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())))) {
            AppliedMigrations.apply(database, read, Optional.empty());
            try (Connection connection = database.connect()) {
                Catalog catalog = CatalogReader.read(connection);
                assertThat(catalog.table(table)).isPresent();
            }
        }
    }
}
