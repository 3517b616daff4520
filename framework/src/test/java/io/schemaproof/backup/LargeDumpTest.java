package io.schemaproof.backup;

import static io.schemaproof.backup.DumpServer.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.OwnerProcess;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeDumpTest {

    private static final String ROWS = "1\tSt. John's \\\\. street\n2\t\\N\n3\t\u00fc\n";

    private static final String DUMP = """
            \\restrict abc
            CREATE TABLE public.books (id integer NOT NULL, "the note" text);
            CREATE FUNCTION public.f() RETURNS text LANGUAGE sql AS $$
            SELECT '
            COPY public.books (id) FROM stdin;
            9
            \\.
            ' $$;
            --
            -- Data for Name: books; Type: TABLE DATA; Schema: public; Owner: x
            --

            COPY public.books (id, "the note") FROM stdin;
            ROWS\\.


            --
            -- Data for Name: empty; Type: TABLE DATA; Schema: public; Owner: x
            --

            COPY public.books (id, "the note") FROM stdin;
            \\.


            ALTER TABLE public.books ADD PRIMARY KEY (id);
            \\unrestrict abc
            """.replace("ROWS", ROWS);

    @TempDir
    private Path folder;

    private static long folders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> String.valueOf(file.getFileName())
                            .startsWith("schemaproof-files-"
                                    + OwnerProcess.current().text()))
                    .count();
        }
    }

    private static TestDatabase database() {
        return TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
    }

    @Test
    void rows_are_not_in_the_script_and_every_line_keeps_its_number() throws IOException {
        Path dump = Files.writeString(folder.resolve("dump.sql"), DUMP);
        Path rows = Files.createDirectory(folder.resolve("rows"));

        Script script = LargeDump.withoutRows(dump, rows).orElseThrow();

        assertThat(script.text())
                .contains("\n\\unrestrict abc\n\\copy public.books (id, \"the note\") from '" + rows.resolve("1.copy")
                        + "'\n\\restrict abc\n")
                .doesNotContain("St. John");
        assertThat(Files.readString(rows.resolve("1.copy"))).isEqualTo(ROWS);
        assertThat(script.text().lines().toList().indexOf("ALTER TABLE public.books ADD PRIMARY KEY (id);"))
                .isEqualTo(DUMP.lines().toList().indexOf("ALTER TABLE public.books ADD PRIMARY KEY (id);"));
    }

    @Test
    void a_large_dump_is_restored_as_a_small_one_is_and_leaves_no_file() throws IOException, SQLException {
        Path dump = Files.writeString(folder.resolve("dump.sql"), DUMP);
        long before = folders();
        StartingPoint large = StartingPoint.of(dump, Configuration.ofSystem(), 0);
        try (TestDatabase one = database();
                TestDatabase other = database();
                TestDatabase small = database()) {
            large.restoreInto(one);
            large.restoreInto(other);
            StartingPoint.of(dump).restoreInto(small);

            String all = "SELECT string_agg(b::text || f(), ';' ORDER BY id) FROM books b";
            assertThat(value(one, all))
                    .isEqualTo(value(small, all))
                    .contains("(1,\"St. John's \\\\. street\")", "(2,)");
            assertThat(value(other, all)).isEqualTo(value(small, all));
        }
        assertThat(folders()).isEqualTo(before);
    }

    @Test
    void an_error_has_its_line_and_leaves_no_file_either() throws IOException {
        Path dump = Files.writeString(
                folder.resolve("dump.sql"), DUMP.replace("ADD PRIMARY KEY (id)", "ADD CHECK (id > 1)"));
        long before = folders();
        int line = DUMP.lines().toList().indexOf("ALTER TABLE public.books ADD PRIMARY KEY (id);") + 1;
        try (TestDatabase database = database()) {
            assertThatThrownBy(() ->
                            StartingPoint.of(dump, Configuration.ofSystem(), 0).restoreInto(database))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("dump.sql:" + line + ":1 ERROR 23514");
        }
        assertThat(folders()).isEqualTo(before);
    }

    @Test
    void what_is_no_utf_8_is_left_to_whoever_reads_it_whole() throws IOException {
        Path dump = Files.write(folder.resolve("dump.sql"), new byte[] {'-', '-', (byte) 0xff, '\n'});

        assertThat(LargeDump.withoutRows(dump, folder)).isEqualTo(Optional.empty());
        try (TestDatabase database = database()) {
            assertThatThrownBy(() ->
                            StartingPoint.of(dump, Configuration.ofSystem(), 0).restoreInto(database))
                    .hasMessageContaining("dump.sql");
        }
    }
}
