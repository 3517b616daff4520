package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatedSourceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void days_come_in_order_and_several_on_one_day_by_name() {
        MigrationFolder folder = new Folder(root)
                .files("2025-02-01-b.up.sql", "2025-02-01-b.down.sql", "2025-02-01-a.up.sql", "2024-12-31_x_y.up.sql")
                .read();

        assertThat(folder.convention()).isEqualTo("dated");
        assertThat(Folder.names(folder)).containsExactly("2024-12-31 x y", "2025-02-01 a", "2025-02-01 b");
        assertThat(Folder.downs(folder)).containsExactly("-", "-", "2025-02-01-b.down.sql");
    }

    @Test
    void psql_runs_them_statement_by_statement() {
        Script up = new Folder(root)
                .files("2025-02-01-a.up.sql")
                .read()
                .migrations()
                .get(0)
                .up();

        assertThat(up.dialect()).isEqualTo(ScriptDialect.PSQL);
        assertThat(up.mode()).isEqualTo(ExecutionMode.STATEMENTS);
    }

    @Test
    void a_plain_file_is_an_up() {
        assertThat(Folder.names(new Folder(root)
                        .files("2025-02-01-a.sql", "2025-02-02.sql")
                        .read()))
                .containsExactly("2025-02-01 a", "2025-02-02");
    }

    @Test
    void a_down_belongs_to_the_up_of_the_same_name() {
        assertThat(new Folder(root)
                        .files("2025-02-01-a.up.sql", "2025-02-01-b.down.sql")
                        .error())
                .startsWith(
                        "2025-02-01-b.down.sql takes back a migration that does not exist: no up has the version 2025-02-01-b");
    }

    @Test
    void two_ups_of_one_name_are_refused() {
        assertThat(new Folder(root)
                        .files("2025-02-01-a.up.sql", "2025-02-01-a.sql")
                        .error())
                .contains("Two migrations have the version 2025-02-01-a");
    }

    @Test
    void other_sql_is_reported() {
        MigrationFolder folder = new Folder(root)
                .files("2025-02-01-a.up.sql", "seed.sql", "sub/2025-02-02-b.up.sql", "2025-02-03-c.mysql.up.sql")
                .read();

        assertThat(Folder.ignored(folder))
                .containsExactly("2025-02-03-c.mysql.up.sql", "seed.sql", "sub/2025-02-02-b.up.sql");
    }
}
