package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.ScriptDialect;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListSourceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void the_list_gives_the_order() {
        MigrationFolder folder = new Folder(root)
                .files("b.sql", "undo b.sql", "a.sql", "sub/V1__c.sql", "unlisted.sql")
                .file(
                        "schemaproof.list",
                        "# first b\nb.sql \"undo b.sql\"\n\n./a.sql   # no way back\r\nsub/V1__c.sql\n")
                .read();

        assertThat(folder.convention()).isEqualTo("list");
        assertThat(Folder.ups(folder)).containsExactly("b.sql", "a.sql", "sub/V1__c.sql");
        assertThat(Folder.downs(folder)).containsExactly("undo b.sql", "-", "-");
        assertThat(folder.migrations().get(2).version()).isEqualTo("sub/V1__c");
        assertThat(folder.migrations().get(0).up().dialect()).isEqualTo(ScriptDialect.PSQL);
        assertThat(folder.migrations().get(0).up().mode()).isEqualTo(ExecutionMode.STATEMENTS);
        assertThat(Folder.reason(folder, "unlisted.sql")).isEqualTo("not in schemaproof.list");
    }

    @Test
    void an_error_names_the_line() {
        Folder folder = new Folder(root).files("a.sql");
        assertThat(folder.file("schemaproof.list", "a.sql\nmissing.sql\n").error())
                .startsWith("schemaproof.list line 2 names missing.sql, which is not in ");
        assertThat(folder.file("schemaproof.list", "a.sql\n\na.sql\n").error())
                .startsWith("schemaproof.list line 3 names a.sql, which line 1 already has.");
        assertThat(folder.file("schemaproof.list", "a.sql b.sql c.sql\n").error())
                .startsWith("schemaproof.list line 1 has 3 names");
        assertThat(folder.file("schemaproof.list", "\"a.sql\n").error())
                .startsWith("schemaproof.list line 1 opens a quote and does not close it");
        assertThat(folder.file("schemaproof.list", "a.sql \"\"\n").error())
                .isEqualTo("schemaproof.list line 1 has an empty name.");
        assertThat(folder.file("schemaproof.list", "# nothing\n").error()).contains("lists nothing");
    }

    @Test
    void asking_for_a_list_where_there_is_none_is_an_error() {
        assertThat(new Folder(root).files("a.sql").errorOf("list")).startsWith("There is no schemaproof.list in ");
    }
}
