package io.schemaproof.backup;

import static io.schemaproof.backup.DumpServer.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.database.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One backup and one database restored from it, of which each damage gets a copy. */
class BackupDifferenceTest {

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static TestDatabase restored;
    private static Backup backup;

    @BeforeAll
    static void restore() throws SQLException {
        database = ShopDatabase.create(DumpServer.get());
        backup = Backup.of(database).schemas("shop").write(folder.resolve("shop.sql"));
        Restore restore = backup.restore();
        restored = restore.database();
        restore.check();
    }

    @AfterAll
    static void drop() {
        for (TestDatabase one : new TestDatabase[] {restored, database}) {
            if (one != null) {
                one.close();
            }
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM shop.orders WHERE id = 3 | rows: shop.orders: 50 rows in the backup, 49 rows restored; "
                        + "differs in customer_id, id, state, total, touched; 1 row lost: id='3'",
                "UPDATE shop.customer SET name = 'x' WHERE id IN (4, 5) | rows: shop.customer: 50 rows in the backup, 50 rows"
                        + " restored; differs in name, shouted; 2 rows changed: id='4' in name, shouted; id='5' in name, shouted",
                "INSERT INTO shop.scratch VALUES (3, 'c') | rows: shop.scratch: 2 rows in the backup, 3 rows restored; "
                        + "differs in id, note; 1 row not in the backup: id='3', note='c'",
                "SELECT nextval('shop.customer_id_seq') | sequence shop.customer_id_seq: at 50 in the backup, at 51 restored",
                "REFRESH MATERIALIZED VIEW shop.totals WITH NO DATA | materialized view shop.totals: 50 rows with the checksum",
                "ALTER TABLE shop.orders DISABLE TRIGGER touch | shop.orders.touch",
                "DROP VIEW shop.paid | shop.paid",
                "COMMENT ON SCHEMA shop IS NULL | what is sold"
            })
    void a_difference_is_named_with_object_column_and_row(String damage, String message) throws SQLException {
        try (TestDatabase copy = restored.copy()) {
            execute(copy, damage);

            Restore damaged = backup.compareWith(copy);

            assertThat(damaged.isEqual()).isFalse();
            assertThatThrownBy(damaged::check)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith(copy.name() + " is not what was backed up (schema shop, by pg_dump ")
                    .satisfies(error -> assertThat(error.getMessage().replaceAll("\\n +", "; "))
                            .contains(message));
        }
    }
}
