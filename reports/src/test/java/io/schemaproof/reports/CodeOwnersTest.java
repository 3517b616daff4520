package io.schemaproof.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeOwnersTest {

    @TempDir
    private Path repository;

    @Test
    void the_last_line_that_fits_says_who_owns_a_file() throws IOException {
        Path folder = Files.createDirectories(repository.resolve("db/migration"));
        Files.createDirectories(repository.resolve(".github"));
        Files.writeString(repository.resolve(".github/CODEOWNERS"), """
                # Everything.
                *                 @all
                *.sql             @sql @dba   # who reads SQL
                /db/migration/1*  @first
                docs/*            @writers
                **/billing/       @billing
                /db/none.sql
                """);
        CodeOwners owners = CodeOwners.of(folder);

        assertThat(owners.of(folder, "2_b.sql")).containsExactly("@sql", "@dba");
        assertThat(owners.of(folder, "1_a.sql")).containsExactly("@first");
        assertThat(owners.of(folder, "billing/3.sql")).containsExactly("@billing");
        assertThat(owners.of(folder, "4.go")).containsExactly("@all");
        assertThat(owners.of(folder, "../none.sql")).isEmpty();
        assertThat(owners.of(folder, "../../docs/deep/a.md")).containsExactly("@all");
        assertThat(owners.of(folder, "../../../outside.sql")).isEmpty();
    }

    @Test
    void without_a_list_nobody_owns_anything() throws IOException {
        Files.createDirectories(repository.resolve(".git"));

        assertThat(CodeOwners.of(repository).of(repository, "1.sql")).isEmpty();
    }
}
