package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was applied somewhere stays as it is: the file that says so, and what verify says of it. */
class LockCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        write("1_a", "CREATE TABLE a (id int);", "DROP TABLE a;");
        write("2_b", "CREATE TABLE b (id int);", "DROP TABLE b;");
    }

    private void write(String name, String up, String down) throws IOException {
        Files.writeString(folder.resolve(name + ".sql"), "-- +goose Up\n" + up + "\n-- +goose Down\n" + down + "\n");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int lock(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "lock";
        arguments[1] = folder.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return run(arguments);
    }

    private int verify() {
        return run("verify", folder.toString(), "--rows", "0");
    }

    @Test
    void what_is_locked_stays_and_what_is_new_comes_behind_it() throws IOException {
        assertThat(lock("--to", "1")).isZero();
        assertThat(out.toString()).contains("schemaproof.lock locks 1 migration, 1 of them new. Commit it.");
        assertThat(lock()).isZero();
        assertThat(out.toString()).contains("locks 2 migrations, 1 of them new.");
        assertThat(lock("--to", "1")).isEqualTo(1);
        assertThat(out.toString()).contains("holds 2 migrations already, more than up to 1");

        // Line ends and a mended down are no edit.
        Files.writeString(
                folder.resolve("1_a.sql"),
                "-- +goose Up\r\nCREATE TABLE a (id int);\r\n-- +goose Down\r\nDROP TABLE a; -- mended\r\n");
        write("3_c", "CREATE TABLE c (id int);", "DROP TABLE c;");
        assertThat(verify()).isZero();

        write("2_b", "CREATE TABLE b (id bigint);", "DROP TABLE b;");
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains("2_b.sql:2  error order.edited")
                .contains("The up is other than in schemaproof.lock. Where it was applied already,");
        assertThat(lock()).isEqualTo(1);
        assertThat(out.toString())
                .contains("other than locked: 2_b.sql", "Nothing is written: where these were applied");
        assertThat(lock("--force")).isZero();
        assertThat(out.toString()).contains("locks 3 migrations, 3 of them new.");
        assertThat(verify()).isZero();
    }

    @Test
    void what_is_gone_or_comes_before_is_told() throws IOException {
        assertThat(lock()).isZero();
        Files.move(folder.resolve("2_b.sql"), folder.resolve("2_bb.sql"));
        assertThat(verify()).as("renamed, and the same").isZero();
        Files.move(folder.resolve("2_bb.sql"), folder.resolve("3_b.sql"));
        assertThat(verify()).as("goose applies it once more").isEqualTo(1);
        assertThat(out.toString()).contains("The up 2_b.sql, which schemaproof.lock has, is gone.");
        Files.move(folder.resolve("3_b.sql"), folder.resolve("2_bb.sql"));

        Files.delete(folder.resolve("1_a.sql"));
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("The up 1_a.sql, which schemaproof.lock has, is gone.");
        assertThat(lock()).isEqualTo(1);
        assertThat(out.toString()).contains("locked, and gone: 1_a.sql", "Bring them back as");
        write("1_x", "CREATE TABLE x (id int);", "DROP TABLE x;");
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .as("goose takes it for the one that was applied")
                .contains("1_x.sql:2  error order.edited", "The up is other than in schemaproof.lock.");
    }

    @Test
    void what_comes_before_is_not_accepted_by_the_way() throws IOException {
        write("4_d", "CREATE TABLE d (id int);", "DROP TABLE d;");
        assertThat(lock()).isZero();
        write("3_x", "CREATE TABLE x (id int);", "DROP TABLE x;");
        write("5_e", "CREATE TABLE e (id int);", "DROP TABLE e;");
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains("3_x.sql:2  error order.behind", "It is new since schemaproof.lock and comes before 4 d");

        assertThat(lock()).isEqualTo(1);
        assertThat(out.toString())
                .contains("new, and before what is locked: 3_x.sql", "Give them versions behind the last one, or say")
                .doesNotContain("5_e.sql", "Bring them back");
        assertThat(lock("--force")).isZero();
        assertThat(out.toString()).contains("locks 5 migrations, 5 of them new.");
    }

    @Test
    void another_order_of_a_list_is_told() throws IOException {
        Path list = folder.resolve("schemaproof.list");
        Files.writeString(folder.resolve("1_a.sql"), "CREATE TABLE IF NOT EXISTS a (id int);");
        Files.writeString(folder.resolve("2_b.sql"), "CREATE TABLE IF NOT EXISTS b (id int);");
        Files.writeString(list, "1_a.sql\n2_b.sql\n");
        assertThat(lock()).isZero();
        Files.writeString(list, "2_b.sql\n1_a.sql\n");

        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains("2_b.sql:1  error order.moved")
                .contains("It stands at another place of the history than in schemaproof.lock.");
        assertThat(lock()).isEqualTo(1);
        assertThat(out.toString()).contains("at another place than locked: 2_b.sql");
    }

    @Test
    void a_lock_that_proves_nothing_is_refused() throws IOException {
        Path lock = folder.resolve("schemaproof.lock");
        Files.writeString(lock, "convention\tgoose\n");
        assertThat(verify()).isEqualTo(2);
        assertThat(err.toString()).contains("schemaproof.lock locks nothing, so it proves nothing.");
        Files.writeString(lock, "<<<<<<< HEAD\n");
        assertThat(verify()).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "schemaproof.lock line 1 is no checksum with a version and the name of a migration behind it.");
        assertThat(lock("--force")).isZero();
        String written = Files.readString(lock);
        Files.writeString(lock, written + written.lines().toList().get(2).replaceFirst("^.", "0") + "\n");
        assertThat(verify()).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "schemaproof.lock lines 3 and 5 both speak of 1_a.sql, perhaps since two branches were merged.");
        Files.writeString(lock, written.replace("goose", "flyway"));
        assertThat(verify()).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "schemaproof.lock was written for flyway, and the folder is read as goose. Say --format flyway");
    }

    @Test
    void a_number_that_is_left_out_anywhere_is_told_where_it_is_asked_for() throws IOException {
        write("3_c", "CREATE TABLE c (id int);", "DROP TABLE c;");
        write("5_e", "CREATE TABLE e (id int);", "DROP TABLE e;");
        write("6_f", "CREATE TABLE f (id int);", "DROP TABLE f;");
        assertThat(verify()).isZero();
        assertThat(out.toString()).doesNotContain("order.gap");
        assertThat(run("verify", folder.toString(), "--checks", "roundtrip,order", "--fail-on", "warning"))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "5_e.sql:2  warning order.gap",
                        "There is nothing between 3 and 5, and all others count by one.");
    }
}
