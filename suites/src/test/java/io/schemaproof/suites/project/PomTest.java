package io.schemaproof.suites.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the dependency is put, and that all other text stays. */
class PomTest {

    @TempDir
    private Path folder;

    private Pom pom(String text) throws IOException {
        return Pom.read(Files.writeString(folder.resolve("pom.xml"), text, StandardCharsets.UTF_8));
    }

    private String changed(String text) throws IOException {
        return pom(text).withDependency("1").text();
    }

    private static String added(String indent, String unit, String line) {
        return String.join(
                line,
                indent + "<dependency>",
                indent + unit + "<groupId>io.schemaproof</groupId>",
                indent + unit + "<artifactId>schemaproof-suites</artifactId>",
                indent + unit + "<version>1</version>",
                indent + unit + "<scope>test</scope>",
                indent + "</dependency>");
    }

    @Test
    void tabs_and_line_ends_of_the_file_are_kept() throws IOException {
        String text =
                "<project>\r\n\t<dependencies>\r\n\t\t<dependency>\r\n\t\t</dependency>\r\n\r\n\t\t<!-- end -->\r\n"
                        + "\t</dependencies>\r\n</project>\r\n";

        assertThat(changed(text))
                .isEqualTo(text.replace(
                        "</dependency>\r\n\r\n", "</dependency>\r\n" + added("\t\t", "\t", "\r\n") + "\r\n\r\n"));
    }

    @Test
    void dependencies_that_are_not_the_projects_own_are_passed_over() throws IOException {
        String text = """
                <project>
                    <modelVersion>4.0.0</modelVersion>
                    <!-- <dependencies><dependency></dependency></dependencies> -->
                    <dependencyManagement>
                        <dependencies>
                            <dependency>
                                <groupId>io.schemaproof</groupId>
                                <artifactId>schemaproof-suites</artifactId>
                            </dependency>
                        </dependencies>
                    </dependencyManagement>
                    <profiles><profile><dependencies/></profile></profiles>
                </project>
                """;

        assertThat(changed(text))
                .isEqualTo(text.replace(
                        "</project>\n",
                        "    <dependencies>\n" + added("        ", "    ", "\n")
                                + "\n    </dependencies>\n</project>\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<dependencies/>",
                "<dependencies />",
                "<dependencies></dependencies>",
                "<dependencies>\n  </dependencies>"
            })
    void empty_dependencies_are_filled(String empty) throws IOException {
        String before = "<project>\n  <modelVersion>4.0.0</modelVersion>\n  ";

        assertThat(changed(before + empty + "\n</project>"))
                .isEqualTo(before + "<dependencies>\n" + added("    ", "  ", "\n") + "\n  </dependencies>\n</project>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<name/>\\n  <build/>              | <name/>\\nDEPENDENCIES  <build/>",
                "<name/>\\n\\n  <build/>           | <name/>\\n\\nDEPENDENCIES\\n  <build/>",
                "<!-- slow -->\\n  <build/>\\n      | <!-- slow -->\\n  <build/>\\nDEPENDENCIES",
                "<name/><build/>                  | <name/><build/>\\nDEPENDENCIES"
            })
    void the_first_dependencies_come_before_the_build(String content, String changed) throws IOException {
        String before = "<project>\n  <modelVersion/>\n";

        assertThat(changed(before + content.replace("\\n", "\n") + "</project>"))
                .isEqualTo(before
                        + changed.replace("\\n", "\n")
                                .replace(
                                        "DEPENDENCIES",
                                        "  <dependencies>\n" + added("    ", "  ", "\n") + "\n  </dependencies>\n")
                        + "</project>");
    }

    @Test
    void dependencies_in_one_line_are_extended() throws IOException {
        assertThat(changed("<project><a b='c' /><dependencies><dependency a='>'/></dependencies></project>"))
                .isEqualTo("<project><a b='c' /><dependencies><dependency a='>'/>\n" + added("", "  ", "\n")
                        + "</dependencies></project>");
    }

    @Test
    void a_comment_alone_keeps_its_place() throws IOException {
        String text =
                "<project>\n  <modelVersion/>\n  <dependencies>\n    <!-- none -->\n  </dependencies>\n</project>";

        assertThat(changed(text))
                .isEqualTo(text.replace("<dependencies>\n", "<dependencies>\n" + added("    ", "  ", "\n") + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<project>\\n<a>\\n</b></project>    | pom.xml:3: </b> closes <a> of line 2",
                "<project>\\n<a></project>           | pom.xml:2: </project> closes <a> of line 2",
                "<project>\\n                        | pom.xml:1: <project> is never closed",
                "<project>\\n</project>\\n</project> | pom.xml:3: </project> closes nothing",
                "<project>\\n<!-- a </project>       | pom.xml:2: a tag begins and does not end",
                "<settings></settings>               | pom.xml:1: is no pom",
                "text                                | pom.xml:1: is no pom",
                "<project>\\n<packaging> pom </packaging></project> | pom.xml:2: packaging is pom",
            })
    void what_cannot_be_changed_is_refused_with_its_line(String text, String message) {
        assertThatThrownBy(() -> pom(text.replace("\\n", "\n")))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining(message);
    }

    @Test
    void utf_16_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("pom.xml"), "<project/>", StandardCharsets.UTF_16LE);

        assertThatThrownBy(() -> Pom.read(file)).hasMessageContaining("UTF-16");
    }
}
