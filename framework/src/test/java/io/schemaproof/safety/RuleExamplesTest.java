package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.acceptance.Acceptances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For each rule a {@code bad.sql} and a {@code good.sql}, as {@code docs/safety.md} shows them. A comment {@code -- in …} begins the
 * next migration, and the first line says whether the tool opens a transaction, and what version production has.
 */
class RuleExamplesTest extends OnTwoDatabases {

    private static final Path FOLDER = Path.of("src/test/resources/io/schemaproof/safety");
    /** What is said of the schema in the end, for which nothing has to be traced. */
    private static final Set<Hazard> END = EnumSet.range(Hazard.LEFT_UNFINISHED, Hazard.OWNER_DIFFERS);

    private static final Pattern NEXT = Pattern.compile("(?m)^(?=-- in )");
    private static final Pattern APART =
            Pattern.compile("CONCURRENTLY|(?m)^BEGIN;|\\A.*(transaction of its own|no transaction)|COMMIT;");
    private static final Pattern PRODUCTION = Pattern.compile("\\A.*, on (\\d+\\.\\d+)");

    @ParameterizedTest
    @MethodSource("rules")
    void bad_sql_is_told_and_good_sql_is_not(Hazard hazard) throws SQLException, IOException {
        String rule = hazard.id();

        assertThat(rules(judge(hazard, "bad.sql"))).as("bad.sql of %s", rule).contains(rule);
        List<Finding> good = judge(hazard, "good.sql");
        assertThat(rules(good)).as("good.sql of %s", rule).doesNotContain(rule);
        assertThat(good).as("good.sql of %s", rule).noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_page_shows_both(Hazard hazard) throws IOException {
        String page = Files.readString(Path.of("../docs/safety.md"));
        String section =
                page.substring(page.indexOf("## " + hazard.id() + "\n")).split("\n## ", 2)[0];

        assertThat(section).contains("```sql\n" + read(hazard, "bad.sql") + "\n" + read(hazard, "good.sql") + "```\n");
    }

    @Test
    void every_folder_is_of_a_rule() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            assertThat(folders.filter(Files::isDirectory).map(folder -> "safety." + folder.getFileName()))
                    .containsExactlyInAnyOrderElementsOf(rules().map(Hazard::id).toList());
        }
    }

    /** All but what is said of other tools, which EvidenceTest looks at. */
    private static Stream<Hazard> rules() {
        return EnumSet.complementOf(EnumSet.of(Hazard.TEXT_CONTRADICTED, Hazard.TEXT_ONLY)).stream();
    }

    /** What is found but for what a comment allows. */
    private List<Finding> judge(Hazard hazard, String file) throws SQLException, IOException {
        String sql = roles(read(hazard, file));
        Matcher production = PRODUCTION.matcher(sql);
        List<Migration> migrations = new ArrayList<>();
        for (String part : NEXT.split(sql)) {
            migrations.add(TwoDatabases.migration(
                    part,
                    APART.matcher(part).find() ? ExecutionMode.STATEMENTS : ExecutionMode.STATEMENTS_IN_TRANSACTION));
        }
        Migration whole = TwoDatabases.migration(sql, ExecutionMode.STATEMENTS);
        var accepted = Acceptances.of(
                        new MigrationFolder(Path.of("/nowhere"), "Flyway", List.of(whole), List.of()),
                        Configuration.of(Map.of()),
                        () -> LocalDate.EPOCH)
                .of(whole);
        Path more = folder(hazard).resolve("setup.sql");
        String tables = Files.readString(FOLDER.resolve("setup.sql"))
                + (Files.exists(more) ? roles(Files.readString(more)) : "");
        List<Finding> findings = END.contains(hazard)
                ? databases.judgeEnd(tables, migrations)
                : databases.judgeAll(production.find() ? production.group(1) : "17.2", tables, migrations);
        return findings.stream().map(accepted::apply).toList();
    }

    private static String read(Hazard hazard, String file) throws IOException {
        return Files.readString(folder(hazard).resolve(file));
    }

    private static Path folder(Hazard hazard) {
        return FOLDER.resolve(hazard.id().replaceFirst("^safety\\.", ""));
    }

    /** Roles belong to the whole server: those that it has anyway stand for those of the examples. */
    private static String roles(String sql) {
        return sql.replaceAll("TO shop_owner\\b", "TO pg_read_all_data")
                .replaceAll("(TO|FROM) (shop|reporting)\\b", "$1 pg_monitor");
    }

    private static List<String> rules(List<Finding> findings) {
        return findings.stream().map(Finding::rule).distinct().toList();
    }
}
