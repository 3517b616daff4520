package io.schemaproof.backup;

import static io.schemaproof.backup.DumpServer.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.InstalledClientPrograms;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StartingPointTest {

    @TempDir
    private Path folder;

    private static DatabaseServer server(int version) {
        return Databases.shared(
                ServerRequest.from(Configuration.ofSystem()).by("embedded").withMajorVersion(version));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("dump.sql"), text);
    }

    @ParameterizedTest
    @EnumSource
    void a_dump_of_every_format_is_restored(DumpFormat format) throws SQLException {
        DatabaseServer server = DumpServer.get();
        List<ClientPrograms> installed = InstalledClientPrograms.find(Configuration.ofSystem());
        Path dump = folder.resolve("dump");
        try (TestDatabase from = ShopDatabase.create(server);
                TestDatabase to = TestDatabase.create(server)) {
            installed
                    .get(installed.size() - 1)
                    .pgDump(from.settings().environment(), List.of("--format=" + format.word()), dump);
            assertThat(DumpFormat.of(dump)).isEqualTo(format);

            StartingPoint.of(dump).restoreInto(to);

            try (Backup backup = Backup.of(from).copy()) {
                assertThat(backup.compareWith(to).check().rows()).isEqualTo(154);
            }
        }
    }

    @Test
    void a_setting_that_only_newer_servers_know_is_left_out_in_the_head_and_nowhere_else()
            throws SQLException, IOException {
        Path dump = write("SET statement_timeout = 0;\nSET transaction_timeout = 0;\nCREATE TABLE t (line text);\n"
                + "-- ".repeat(200) + "\nCOPY t FROM stdin;\nSET transaction_timeout = 0;\n\\.\n");
        try (TestDatabase old = TestDatabase.create(server(16))) {
            StartingPoint.of(dump).restoreInto(old);

            assertThat(value(old, "SELECT line FROM t")).isEqualTo("SET transaction_timeout = 0;");
        }
    }

    @Test
    void roles_that_a_dump_names_are_made_without_login_once() throws SQLException, IOException {
        Path dump = write("""
                CREATE TABLE public.t (id int, note text);
                ALTER TABLE public.t OWNER TO start_owner;
                ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
                CREATE POLICY p ON public.t TO start_a, "Start B" USING (true);
                COPY public.t (id, note) FROM stdin;
                1\tx
                GRANT ALL ON t TO start_nobody;\tx
                \\.
                GRANT SELECT ON TABLE public.t TO start_reader WITH GRANT OPTION;
                GRANT SELECT ON TABLE public.t TO PUBLIC;
                ALTER DEFAULT PRIVILEGES FOR ROLE start_owner IN SCHEMA public GRANT SELECT ON TABLES TO start_default;
                """.replace("GRANT ALL ON t TO start_nobody;\tx\n", "2\tGRANT ALL ON t TO start_nobody;\n"));
        // Roles would stay on a shared server.
        try (DatabaseServer own = Databases.start(ServerRequest.from(Configuration.ofSystem()));
                TestDatabase first = TestDatabase.create(own);
                TestDatabase second = TestDatabase.create(own)) {
            StartingPoint start = StartingPoint.of(dump);

            assertThat(start.restoreInto(first))
                    .containsExactly("Start B", "start_a", "start_default", "start_owner", "start_reader");
            assertThat(start.restoreInto(second)).isEmpty();

            assertThat(value(second, "SELECT tableowner FROM pg_tables WHERE tablename = 't'"))
                    .isEqualTo("start_owner");
            assertThat(value(second, "SELECT bool_or(rolcanlogin) FROM pg_roles WHERE rolname ~* '^start'"))
                    .isEqualTo("f");
        }
    }

    @Test
    void what_cannot_be_read_is_refused_with_the_way_out() throws IOException, SQLException {
        assertThatThrownBy(() -> StartingPoint.of(folder.resolve("nowhere")))
                .isInstanceOf(BackupException.class)
                .hasMessage("There is no dump " + folder.resolve("nowhere") + ".");
        assertThatThrownBy(() -> StartingPoint.of(folder))
                .hasMessageContaining("is a folder and no dump: pg_dump --format=directory writes toc.dat into it");
        Path zipped = Files.write(folder.resolve("a.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertThatThrownBy(() -> StartingPoint.of(zipped)).hasMessageContaining("is compressed. Unpack it first");

        Path archive = Files.writeString(folder.resolve("a.dump"), "PGDMP and nothing else");
        try (TestDatabase database = TestDatabase.create(server(17))) {
            assertThatThrownBy(() -> StartingPoint.of(archive, DumpServer.withoutPrograms())
                            .restoreInto(database))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining(
                            "in the format custom, which only pg_restore can read, and none is installed here")
                    .hasMessageContaining("--format=plain");
            if (!InstalledClientPrograms.find(Configuration.ofSystem()).isEmpty()) {
                assertThatThrownBy(() -> StartingPoint.of(archive).restoreInto(database))
                        .isInstanceOf(BackupException.class)
                        .hasMessageContaining("a.dump cannot be read. pg_restore ")
                        .hasMessageContaining("install the client programs of its version");
            }
        }
    }

    @Test
    void a_script_of_pg_dump_that_ends_before_its_end_is_refused() throws IOException, SQLException {
        String head = "--\n-- PostgreSQL database dump\n--\n\nCREATE TABLE cut (id int);\n";
        Path cut = Files.writeString(folder.resolve("cut.sql"), head);
        Path whole =
                Files.writeString(folder.resolve("whole.sql"), head + "--\n-- PostgreSQL database dump complete\n--\n");
        Path byHand = Files.writeString(folder.resolve("by-hand.sql"), "CREATE TABLE by_hand (id int);\n");
        try (TestDatabase database = TestDatabase.create(server(17))) {
            assertThatThrownBy(() -> StartingPoint.of(cut).restoreInto(database))
                    .isInstanceOf(BackupException.class)
                    .hasMessage("The dump " + cut
                            + " ends before its end: the line '-- PostgreSQL database dump complete', which pg_dump"
                            + " writes last, is missing. Whoever wrote or copied it has stopped half way, and what is missing"
                            + " nobody can see. Write it again.");
            assertThat(value(database, "SELECT count(*) FROM pg_tables WHERE tablename = 'cut'"))
                    .isEqualTo("0");

            StartingPoint.of(whole).restoreInto(database);
            StartingPoint.of(byHand).restoreInto(database);
            assertThat(value(database, "SELECT count(*) FROM pg_tables WHERE tablename IN ('cut', 'by_hand')"))
                    .isEqualTo("2");
        }
    }

    /** pg_restore would look for the rest of it without end. */
    @Test
    void a_tar_file_that_ends_before_its_end_is_refused() throws IOException {
        byte[] whole = new byte[2048];
        System.arraycopy("toc.dat".getBytes(StandardCharsets.US_ASCII), 0, whole, 0, 7);
        Arrays.fill(whole, 512, 1024, (byte) 'x');
        Path file = Files.write(folder.resolve("whole.tar"), whole);
        Path cut = Files.write(folder.resolve("cut.tar"), Arrays.copyOf(whole, 1600));

        assertThat(DumpFormat.of(file)).isEqualTo(DumpFormat.TAR);
        assertThatThrownBy(() -> StartingPoint.of(cut))
                .isInstanceOf(BackupException.class)
                .hasMessage("The dump " + cut
                        + " ends before its end: the two empty blocks that a tar file ends with are missing."
                        + " Whoever wrote or copied it has stopped half way. Write it, or copy it, again.");
    }

    @Test
    void a_database_that_no_pg_dump_can_read_is_named_without_its_secrets() {
        try (TestDatabase database = TestDatabase.create(server(17))) {
            String secret = database.settings().password();
            JdbcUrl url = new JdbcUrl(database.settings().jdbcUrl() + "?user="
                    + database.settings().user() + "&password=" + secret);
            StartingPoint start = StartingPoint.of(url, DumpServer.withoutPrograms());

            assertThat(start.toString())
                    .isEqualTo("database " + database.settings().jdbcUrl());
            assertThat(url.toString()).doesNotContain(secret);
            assertThatThrownBy(() -> start.restoreInto(database))
                    .isInstanceOf(BackupException.class)
                    .hasMessageStartingWith(
                            "The database " + database.settings().jdbcUrl()
                                    + " (PostgreSQL 17) cannot be read. No pg_dump is installed here.")
                    .hasMessageEndingWith("; or write a dump elsewhere and begin with that.")
                    .message()
                    .doesNotContain(secret);
        }
    }
}
