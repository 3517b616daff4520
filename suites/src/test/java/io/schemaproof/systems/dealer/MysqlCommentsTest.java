package io.schemaproof.systems.dealer;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.dealer.DealerScript;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.systems.DatabaseState;
import io.schemaproof.systems.ScriptRuns;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Trap: the plan's comments are MySQL's, and a syntax error here")
@SuppressWarnings("NullAway.Init")
class MysqlCommentsTest {

    private final Script script = ScriptRuns.script(DealerScript.MYSQL_COMMENTS);

    private TestDatabase database;

    @BeforeEach
    void migrate() {
        database = DealerDatabases.version11();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    @DisplayName(
            "trap: the first COMMENT ends the migration, with file, line, column and the statement to write instead")
    void trap_inline_comments_are_a_syntax_error() throws SQLException {
        MigrationRun run = ScriptRuns.untilTheFirstError(database, script);

        int line = ScriptRuns.lineOf(script, "name varchar(100)");
        StatementError error = ScriptRuns.errors(run).get(0);
        assertThat(run.outcomes()).hasSize(1);
        assertThat(error.sqlState()).isEqualTo("42601");
        assertThat(error.message()).isEqualTo("syntax error at or near \"COMMENT\"");
        assertThat(error.file()).isEqualTo("variants/1.2_with_mysql_comments.sql");
        assertThat(error.line()).isEqualTo(line);
        assertThat(error.column())
                .isEqualTo(1 + script.text().lines().toList().get(line - 1).indexOf("COMMENT"));
        assertThat(error.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("COMMENT ON COLUMN"));
        assertThat(StatementErrors.format(run.outcomes().get(0), script))
                .startsWith("variants/1.2_with_mysql_comments.sql:" + line + ":32 ERROR 42601:")
                .contains("HINT: COMMENT '...' within a table is MySQL's.");
    }

    @Test
    @DisplayName("psql goes on: every statement fails, the first and the last for the comments, and nothing is left")
    void psql_goes_on_and_every_statement_fails() throws SQLException {
        DatabaseState before = DatabaseState.of(database);

        List<StatementError> errors = ScriptRuns.errors(ScriptRuns.runAsPsqlDoes(database, script));

        assertThat(errors).extracting(StatementError::sqlState).containsExactly("42601", "42P01", "42P01", "42601");
        assertThat(errors.get(1).message()).isEqualTo("relation \"service_bays\" does not exist");
        assertThat(errors.get(3).hint())
                .hasValueSatisfying(hint -> assertThat(hint).contains("COMMENT ON COLUMN"));
        assertThat(before.differencesTo(DatabaseState.of(database))).isEmpty();
    }

    @Test
    @DisplayName("without the comments the same script runs")
    void without_the_comments_it_runs() throws SQLException {
        Script mended = ScriptRuns.script(script.path(), script.text().replaceAll(" COMMENT '[^']*'", ""));

        assertThat(ScriptRuns.mustRun(database, mended).outcomes()).hasSize(4);
    }
}
