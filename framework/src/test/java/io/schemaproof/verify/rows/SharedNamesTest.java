package io.schemaproof.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who looks up by a name what belongs to which takes for granted that no two have the same, and who looks up by a key does not. */
class SharedNamesTest {

    private static final String UP = "ALTER TABLE %1$s ADD customer_%2$s text;\n"
            + "UPDATE %1$s x SET customer_%2$s = c.%2$s FROM customers c WHERE c.id = x.customer_id;\nALTER TABLE %1$s DROP customer_id;";

    private static final String DOWN = "ALTER TABLE %1$s ADD customer_id int REFERENCES customers;\n"
            + "UPDATE %1$s x SET customer_id = c.id FROM customers c WHERE c.%2$s = x.customer_%2$s;\nALTER TABLE %1$s DROP customer_%2$s;";

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void verify() {
        Preserved project = new Preserved(folder)
                .step(
                        "tables",
                        "CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL, code text NOT NULL UNIQUE);"
                                + " CREATE TABLE sales (id serial PRIMARY KEY, customer_id int REFERENCES customers);"
                                + " CREATE TABLE visits (id serial PRIMARY KEY, customer_id int REFERENCES customers);",
                        "DROP TABLE visits, sales, customers;")
                .step("by_name", UP.formatted("sales", "name"), DOWN.formatted("sales", "name"))
                .step("by_key", UP.formatted("visits", "code"), DOWN.formatted("visits", "code"));
        results = project.resultsOn(30);
    }

    private static List<Finding> assumptions(String step) {
        return Preserved.findings(results, step, DataRule.ASSUMES).stream()
                .filter(finding -> finding.message().contains("have the same"))
                .toList();
    }

    @Test
    void what_is_looked_up_by_a_name_may_belong_to_another() {
        assertThat(Preserved.named(results, "by_name").verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(assumptions("by_name")).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .matches(
                            "(?s)The down takes for granted that no two rows of public\\.customers have the same name: where two have,"
                                    + " customer_id in a row of public\\.sales is another after up and down: '\\d+' -> '\\d+'\\.\n"
                                    + "Whether production has such rows, this query tells:\n"
                                    + "  SELECT name, count\\(\\*\\) FROM public\\.customers GROUP BY name HAVING count\\(\\*\\) > 1\n"
                                    + "If it finds some, the down cannot tell what belongs to which\\.");
            assertThat(finding.remedy())
                    .isEqualTo("Let the up keep what it takes away, or what the down looks it up by, such as a key.");
            assertThat(finding.object()).contains("public.sales");
        });
    }

    @Test
    void what_is_looked_up_by_a_key_does_not() {
        assertThat(assumptions("by_key")).isEmpty();
        assertThat(Preserved.named(results, "by_key").verdict()).isEqualTo(MigrationVerdict.OK);
    }
}
