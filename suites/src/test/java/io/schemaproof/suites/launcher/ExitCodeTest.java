package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each exit code of each verb; others build on them. */
class ExitCodeTest {

    @TempDir
    private static Path folder;

    private static int closedPort;

    @BeforeAll
    static void write() throws IOException {
        write("good/1_a.up.sql", "CREATE TABLE a (id int);");
        write("good/1_a.down.sql", "DROP TABLE a;");
        write("bad/1_a.up.sql", "CREATE TABLE a (id nope);");
        write("bad/1_a.down.sql", "DROP TABLE a;");
        write("lost/1_a.up.sql", "SELECT pg_terminate_backend(pg_backend_pid());");
        write("contract.yaml", "format: 1\nschema: public\ntables:\n  a:\n    columns:\n      id: integer\n");
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }
    }

    private static void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @ParameterizedTest(name = "{0} {1} ends with {2}")
    @CsvSource(delimiter = '|', textBlock = """
            verify   | good                              | 0 | 1 migration: 1 ok
            verify   | bad                               | 1 | type "nope" does not exist
            verify   | nowhere                           | 2 | nowhere
            verify   | good --pg 3                       | 2 | 3
            verify   | good --from 1 --start URL         | 3 | Cannot connect to
            audit    | good                              | 0 | The given order works.
            audit    | bad                               | 1 | type "nope" does not exist
            audit    | nowhere                           | 2 | nowhere
            audit    | good --pg 3                       | 2 | 3
            audit    | good --start URL                  | 3 | Cannot connect to
            describe | good                              | 0 | a:
            describe | bad                               | 1 | type "nope" does not exist
            describe | nowhere                           | 2 | nowhere
            describe | URL                               | 3 | Cannot connect to
            describe | lost                              | 3 | FATAL:  terminating connection
            contract | contract.yaml --against lost      | 3 | FATAL:  terminating connection
            """)
    void is_what_was_promised(String verb, String arguments, int code, String said) {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output, true);
        List<String> all = new ArrayList<>(List.of(verb));
        Arrays.stream(arguments.split(" ", -1))
                .map(argument -> argument.matches("good|bad|nowhere|lost|contract.yaml")
                        ? folder.resolve(argument).toString()
                        : argument.replace(
                                "URL", "jdbc:postgresql://localhost:" + closedPort + "/x?user=nobody&password=none"))
                .forEach(all::add);

        assertThat(Launcher.run(writer, writer, all.toArray(new String[0])))
                .as(output.toString())
                .isEqualTo(code);
        assertThat(output.toString()).contains(said);
    }

    /** It must not look like findings, nor like a bad input. */
    @Test
    void is_another_one_for_what_nobody_has_foreseen() throws IOException {
        PrintWriter broken = new PrintWriter(new StringWriter()) {
            @Override
            public void print(String text) {
                throw new IllegalStateException("nobody has foreseen this");
            }
        };
        StringWriter errors = new StringWriter();

        assertThat(Launcher.run(
                        broken,
                        new PrintWriter(errors, true),
                        "describe",
                        folder.resolve("good").toString()))
                .isEqualTo(4);

        assertThat(errors.toString())
                .startsWith(
                        "schemaproof: This is a defect of Schemaproof, and says nothing of what was to be verified.")
                .contains("\n  java.lang.IllegalStateException: nobody has foreseen this\n")
                .doesNotContain("\tat ");
        Path trace = Path.of(errors.toString().strip().replaceFirst("(?s).*stack trace in ", ""));
        assertThat(trace).content().contains("at io.schemaproof.suites.launcher.DescribeCommand");
        Files.delete(trace);
    }

    @Test
    void a_stack_that_is_used_up_is_a_defect_too() throws IOException {
        PrintWriter broken = new PrintWriter(new StringWriter()) {
            @Override
            public void print(String text) {
                throw new StackOverflowError();
            }
        };
        StringWriter errors = new StringWriter();

        assertThat(Launcher.run(
                        broken,
                        new PrintWriter(errors, true),
                        "describe",
                        folder.resolve("good").toString()))
                .isEqualTo(4);

        Files.delete(Path.of(errors.toString().strip().replaceFirst("(?s).*stack trace in ", "")));
    }
}
