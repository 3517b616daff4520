package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.verify.result.ToolVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What becomes of a project's files; that what is written compiles and runs, {@code .ci/newcomer} sees. */
class InitCommandTest {

    private static final String POM = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example.shop</groupId>
              <artifactId>shop</artifactId>
              <dependencies>
                <dependency>
                  <groupId>org.postgresql</groupId>
                </dependency> <!-- the driver -->
              </dependencies>
              <build><plugins><plugin>
                <artifactId>maven-surefire-plugin</artifactId><version>3.5.4</version>
              </plugin></plugins></build>
            </project>
            """;

    @TempDir
    private Path project;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = Stream.concat(Stream.of("init", project.toString()), Stream.of(arguments))
                .toList();
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(new String[0]));
    }

    private Path write(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private String read(String name) throws IOException {
        return Files.readString(project.resolve(name));
    }

    @BeforeEach
    void a_repository_of_its_own() throws IOException {
        Files.createDirectory(project.resolve(".git"));
    }

    private void project_with_flyway() throws IOException {
        write("pom.xml", POM);
        write("src/main/resources/db/migration/V1__a.sql", "CREATE TABLE a (id int);");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(project)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> project.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_project_with_flyway_gets_a_dependency_a_test_and_a_workflow() throws IOException {
        project_with_flyway();
        write("src/main/java/com/example/shop/ShopApplication.java", "package com.example.shop;");
        write("src/main/java/com/example/shop/order/Order.java", "package com.example.shop.order;");

        assertThat(run()).as(err.toString()).isZero();

        assertThat(read("pom.xml")).isEqualTo(POM.replace("<!-- the driver -->\n", """
                <!-- the driver -->
                    <dependency>
                      <groupId>io.schemaproof</groupId>
                      <artifactId>schemaproof-suites</artifactId>
                      <version>%s</version>
                      <scope>test</scope>
                    </dependency>
                """.formatted(ToolVersion.get())));
        assertThat(read("src/test/java/com/example/shop/MigrationTest.java"))
                .startsWith("package com.example.shop;\n")
                .contains("@SchemaTest(migrations = \"src/main/resources/db/migration\")")
                .contains("class MigrationTest implements SafetyContract {")
                .contains("void migrations_apply(Catalog catalog)");
        assertThat(read(".github/workflows/schemaproof.yml")).contains("run: mvn -B test -Dtest=MigrationTest");
        assertThat(out.toString())
                .contains("1 migration in " + project.resolve("src/main/resources/db/migration") + " (flyway)")
                .contains("changed    " + project.resolve("pom.xml") + "  line 9: dependency io.schemaproof:")
                .contains("Next: mvn test -Dtest=MigrationTest")
                .doesNotContain("Look at");
    }

    @Test
    void a_second_run_changes_nothing_and_says_so() throws IOException {
        project_with_flyway();
        run();
        List<String> files = files();
        String pom = read("pom.xml");

        assertThat(run()).isZero();

        assertThat(files()).isEqualTo(files);
        assertThat(read("pom.xml")).isEqualTo(pom);
        assertThat(out.toString())
                .contains("pom.xml  has the dependency io.schemaproof:schemaproof-suites in line 9")
                .contains("MigrationTest.java  has a @SchemaTest")
                .contains("schemaproof.yml  runs it")
                .contains("Nothing was to be written.");
    }

    @Test
    void migrations_with_a_way_back_get_the_round_trip() throws IOException {
        write("pom.xml", POM);
        write("db/migrations/1_a.up.sql", "CREATE TABLE a (id int);");
        write("db/migrations/1_a.down.sql", "DROP TABLE a;");

        assertThat(run("--ci", "none")).isZero();

        assertThat(files()).noneMatch(file -> file.endsWith(".yml"));
        assertThat(read("src/test/java/com/example/shop/MigrationTest.java"))
                .as("in the package of the group, where there is no code")
                .contains("@SchemaTest(migrations = \"db/migrations\")", "implements RoundTripContract {}");
    }

    @Test
    void print_writes_nothing() throws IOException {
        project_with_flyway();
        List<String> files = files();

        assertThat(run("--print")).isZero();

        assertThat(files()).isEqualTo(files);
        assertThat(read("pom.xml")).isEqualTo(POM);
        assertThat(out.toString())
                .contains("    <artifactId>schemaproof-suites</artifactId>")
                .contains("    class MigrationTest implements SafetyContract {")
                .contains("Nothing was written (--print).");
    }

    @Test
    void a_module_is_built_from_the_top_of_its_repository() throws IOException {
        Path repository = project;
        write("pom.xml", "<project><packaging>pom</packaging><modules><module>shop</module></modules></project>");
        project = repository.resolve("shop");
        project_with_flyway();

        assertThat(run("--ci", "gitlab")).isZero();

        assertThat(Files.readString(repository.resolve(".gitlab-ci.yml")))
                .contains("- mvn -B -pl shop -am test\n")
                .contains("junit: shop/target/surefire-reports/TEST-*.xml");
        project = repository;
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "pom.xml:1: packaging is pom, so this project has no tests of its own. Name the module with the"
                                + " migrations: shop.");
    }

    @Test
    void a_workflow_of_another_module_does_not_run_this_one() throws IOException {
        Path repository = project;
        project = repository.resolve("shop");
        project_with_flyway();
        run("--ci", "github");
        project = repository.resolve("stock");
        project_with_flyway();

        assertThat(run("--ci", "github")).isZero();

        assertThat(out.toString())
                .contains("by hand    " + repository.resolve(".github/workflows/schemaproof.yml")
                        + "  is there, and yours")
                .contains("- run: mvn -B -f stock/pom.xml test -Dtest=MigrationTest");
        assertThat(Files.readString(repository.resolve(".github/workflows/schemaproof.yml")))
                .contains("-f shop/pom.xml")
                .doesNotContain("stock");
    }

    @Test
    void tools_that_are_not_read_yet_are_named() throws IOException {
        write("pom.xml", POM);
        write("db/migrations/graphile-migrate.json", "{}");
        write("db/migrations/1_a.sql", "CREATE TABLE a (id int);");

        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("looks like Graphile Migrate");
        assertThat(read("pom.xml")).isEqualTo(POM);
    }

    @Test
    void a_pipeline_of_gitlab_that_is_there_is_not_touched() throws IOException {
        project_with_flyway();
        write(".gitlab-ci.yml", "build:\n  script: mvn verify\n");

        assertThat(run()).isZero();

        assertThat(read(".gitlab-ci.yml")).isEqualTo("build:\n  script: mvn verify\n");
        assertThat(out.toString())
                .contains(".gitlab-ci.yml  is there, and yours to change.", "    schemaproof:\n      stage: test\n");
    }

    @Test
    void what_is_written_for_ci_is_yaml() throws IOException {
        project_with_flyway();
        run("--ci", "github");
        run("--ci", "gitlab");

        Load load = new Load(LoadSettings.builder().build());
        assertThat(load.loadFromString(read(".github/workflows/schemaproof.yml")))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsKeys("on", "jobs");
        assertThat(load.loadFromString(read(".gitlab-ci.yml")))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsKey("schemaproof");
    }

    @Test
    void a_class_of_the_same_name_is_not_written_over_and_nothing_else_is_written() throws IOException {
        project_with_flyway();
        write("src/test/java/com/example/shop/MigrationTest.java", "class MigrationTest {}");

        assertThat(run()).isEqualTo(2);

        assertThat(err.toString())
                .contains("MigrationTest.java:1: is there already and asks for no migrations. Put in:")
                .contains("class MigrationTest implements SafetyContract");
        assertThat(read("pom.xml")).isEqualTo(POM);
        assertThat(files()).hasSize(3);
    }

    @Test
    void folders_that_cannot_be_chosen_between_are_named() throws IOException {
        project_with_flyway();
        write("sql/1_a.sql", "CREATE TABLE a (id int);");

        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .contains("There is more than one folder of migrations:", "(flyway)", "(numbered)", "--migrations");
        assertThat(run("--migrations", project.resolve("sql").toString(), "--format", "numbered"))
                .isZero();
        assertThat(read("src/test/java/com/example/shop/MigrationTest.java"))
                .contains("@SchemaTest(migrations = \"sql\", format = \"numbered\")");
    }

    @Test
    void what_is_missing_is_said() throws IOException {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("pom.xml does not exist. Name the folder of a Maven project.");
        write("build.gradle.kts", "");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("testImplementation(\"io.schemaproof:schemaproof-suites:");
        write("pom.xml", POM);
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("No migrations were found in ", "src/main/resources/db/migration");
        assertThat(run("--ci", "jenkins")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown CI 'jenkins' (--ci).");
        write("db/migration/notes.txt", "");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("There is no .sql file in ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <version>2.12.4</version>                 | pom.xml:11: maven-surefire-plugin 2.12.4 runs no test of JUnit 5
            <version>${s}</version>                   | pom.xml:11: maven-surefire-plugin 2.19.1 runs no test of JUnit 5
            <!-- any -->                              | pom.xml: no version of maven-surefire-plugin is set.
            <version>2.22.2</version>                 |
            """)
    void a_build_that_would_pass_without_running_the_test_is_told(String version, String told) throws IOException {
        project_with_flyway();
        write(
                "pom.xml",
                POM.replace("<version>3.5.4</version>", version)
                        .replace("</project>", "<properties><s>2.19.1</s></properties>\n</project>"));

        assertThat(run()).isZero();
        assertThat(out.toString()).contains(told == null ? "Next" : "Look at " + project.resolve(told));
        assertThat(out.toString().contains("Look at")).isEqualTo(told != null);
    }

    @Test
    void a_pom_in_another_encoding_keeps_its_bytes() throws IOException {
        project_with_flyway();
        byte[] latin = POM.replace("the driver", "der Geräte-Treiber").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(project.resolve("pom.xml"), latin);

        assertThat(run()).isZero();
        assertThat(Files.readString(project.resolve("pom.xml"), StandardCharsets.ISO_8859_1))
                .contains("der Geräte-Treiber", "schemaproof-suites");
    }
}
