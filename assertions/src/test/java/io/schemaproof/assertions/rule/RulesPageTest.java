package io.schemaproof.assertions.rule;

import static io.schemaproof.assertions.rule.Rules.columns;
import static io.schemaproof.assertions.rule.Rules.foreignKeys;
import static io.schemaproof.assertions.rule.Rules.freeze;
import static io.schemaproof.assertions.rule.Rules.tables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.OneDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/rules.md}; what stands between the tags is quoted there. */
class RulesPageTest extends OneDatabase {

    RulesPageTest() {
        super("""
                CREATE TABLE customers (id bigint PRIMARY KEY, created_at timestamptz NOT NULL);
                CREATE TABLE orders (
                    id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers (id), created_at timestamptz);""");
    }

    @Test
    void rules() {
        // tag::rules[]
        ObjectRule<?> covered =
                foreignKeys().that().areIn("public").should().beCoveredByIndex().because("deletes must not scan");
        covered.evaluate(schema).violations(); // each with its object, its message and SQL that mends it

        columns()
                .that()
                .haveNameMatching(".*_at")
                .should()
                .haveType("timestamptz")
                .because("moments need no guessing")
                .check(schema); // throws

        tables().that()
                .areIn("public")
                .and()
                .not()
                .arePartitions()
                .should(ObjectCondition.of(
                        "have fewer than 30 columns",
                        table -> table.columns().size() < 30,
                        table -> "has " + table.columns().size()))
                .check(schema);
        // end::rules[]
        assertThatThrownBy(() -> covered.check(schema)).hasMessage(quoted("```text\n", "\n```"));
    }

    @Test
    void freezing(@TempDir Path folder) {
        // tag::freezing[]
        FrozenRule known = freeze(ForeignKeyRules.beCoveredByIndex()).in(folder);
        // end::freezing[]
        known.creatingStore().check(schema);
        known.check(schema);
    }

    @Test
    void severities() {
        // tag::severities[]
        SeverityPolicy policy = SeverityPolicies.fintech()
                .error(ForeignKeyRules.beCoveredByIndex(), "accounts are closed during the day")
                .warning(TypeRules.noJson(), "old tables have it")
                .off(TypeRules.noMoney(), "there is one currency for ever");
        // end::severities[]
        assertThatThrownBy(() -> policy.check(schema))
                .hasMessageStartingWith("error in policy fintech, because accounts are closed during the day");
    }

    @Test
    void the_page_quotes_these_examples() throws IOException {
        String source = Files.readString(
                Path.of("src/test/java/io/schemaproof/assertions/rule/RulesPageTest.java"), StandardCharsets.UTF_8);
        for (String tag : List.of("rules", "freezing", "severities")) {
            int from = source.indexOf('\n', source.indexOf("tag::" + tag + "[]")) + 1;
            String example = source.substring(from, source.lastIndexOf('\n', source.indexOf("end::" + tag + "[]")));
            assertThat(page()).contains(example.stripIndent());
        }
    }

    private static String quoted(String from, String to) {
        String page = page();
        int start = page.indexOf(from) + from.length();
        return page.substring(start, page.indexOf(to, start));
    }

    private static String page() {
        try {
            return Files.readString(Path.of("../docs/rules.md"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
