package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationRangeTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @SuppressWarnings("NullAway.Init")
    private MigrationFolder folder;

    @BeforeEach
    void read() {
        folder = new Folder(root).files("001_a.sql", "002_b.sql", "010_c.sql").read();
    }

    @Test
    void without_ends_it_is_the_whole_history() {
        assertThat(MigrationRange.of(folder, Optional.empty(), Optional.empty()))
                .isEqualTo(new MigrationRange(0, 2));
    }

    @Test
    void ends_are_versions_as_written_or_as_numbers() {
        MigrationRange range = MigrationRange.of(folder, Optional.of("2"), Optional.of("010"));

        assertThat(range).isEqualTo(new MigrationRange(1, 2));
        assertThat(range.contains(0)).isFalse();
        assertThat(range.contains(2)).isTrue();
    }

    @Test
    void an_unknown_version_names_the_known_ones() {
        assertThatThrownBy(() -> MigrationRange.of(folder, Optional.of("9"), Optional.empty()))
                .isInstanceOf(MigrationException.class)
                .hasMessage("No migration has the version 9. There are 001, 002, 010.");
    }

    @Test
    void ends_in_the_wrong_order_hold_nothing() {
        assertThatThrownBy(() -> MigrationRange.of(folder, Optional.of("010"), Optional.of("001")))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("Nothing lies between 010 and 001");
    }

    @Test
    void a_day_means_all_its_migrations(@TempDir Path dated) {
        MigrationFolder days = new Folder(dated)
                .files("2025-01-01-a.up.sql", "2025-01-02-a.up.sql", "2025-01-02-b.up.sql")
                .read();

        assertThat(MigrationRange.of(days, Optional.of("2025-01-02"), Optional.of("2025-01-02")))
                .isEqualTo(new MigrationRange(1, 2));
    }
}
