package io.schemaproof.backup;

import static io.schemaproof.backup.DumpServer.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.Databases;
import io.schemaproof.database.InstalledClientPrograms;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.OwnerProcess;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Script;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
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

    private static final String STATEMENTS = """
            \\restrict abc
            CREATE TABLE public.books (id integer NOT NULL, "the; 'note" text);
            --
            -- Data for Name: books; Type: TABLE DATA; Schema: public; Owner: x
            --

            INSERT INTO public.books VALUES (1, 'St. John''s \\. street;
            INSERT INTO nowhere;\\n\t');
            INSERT INTO public.books (id, "the; 'note") VALUES (2, NULL);
            INSERT INTO public.books VALUES
            \t(3, ';'),
            \t(4, '\u00fc');


            --
            -- Data for Name: few; Type: TABLE DATA; Schema: public; Owner: x
            --

            INSERT INTO public.books VALUES (5, 'few');


            ALTER TABLE public.books ADD PRIMARY KEY (id);
            \\unrestrict abc
            """;

    @Test
    void rows_that_are_statements_are_executed_as_they_are_and_every_line_keeps_its_number()
            throws IOException, SQLException {
        Path dump = Files.writeString(folder.resolve("inserts.sql"), STATEMENTS);
        Path rows = Files.createDirectory(folder.resolve("rows"));
        Script script = LargeDump.withoutRows(dump, rows).orElseThrow();

        assertThat(script.text()).doesNotContain("St. John").contains("VALUES (5, 'few')");
        assertThat(Files.readAllLines(rows.resolve("1.copy"))).hasSize(3);
        assertThat(script.text().lines().toList().indexOf("ALTER TABLE public.books ADD PRIMARY KEY (id);"))
                .isEqualTo(STATEMENTS.lines().toList().indexOf("ALTER TABLE public.books ADD PRIMARY KEY (id);"));
        try (TestDatabase large = database();
                TestDatabase small = database()) {
            StartingPoint.of(dump, Configuration.ofSystem(), 0).restoreInto(large);
            StartingPoint.of(dump).restoreInto(small);

            String all = "SELECT string_agg(b::text, ' ' ORDER BY id) || (SELECT count(*) FROM pg_class) FROM books b";
            assertThat(value(large, all))
                    .isEqualTo(value(small, all))
                    .contains("INSERT INTO nowhere;", "(2,)", "(5,few)");
        }
    }

    @Test
    void a_statement_that_fails_is_told() throws IOException {
        Path dump = Files.writeString(folder.resolve("inserts.sql"), STATEMENTS.replace("(4, '", "('four', '"));
        try (TestDatabase database = database()) {
            assertThatThrownBy(() ->
                            StartingPoint.of(dump, Configuration.ofSystem(), 0).restoreInto(database))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("22P02")
                    .hasMessageContaining("four");
        }
    }

    /** Statements as a stream that counts them while they are read. */
    private static final class Statements extends InputStream {

        private static final int MANY = 20_000;
        private static final String HEADING =
                "-- Data for Name: books; Type: TABLE DATA; Schema: public; Owner: x\n--\n\n";

        private final Path rows;
        private byte[] line = HEADING.getBytes(StandardCharsets.UTF_8);
        private int position;
        private int number;
        private long read;
        private long furthest;

        Statements(Path rows) {
            this.rows = rows;
        }

        @Override
        public int read() throws IOException {
            if (position == line.length) {
                if (number == MANY) {
                    return -1;
                }
                line = ("INSERT INTO public.books VALUES (" + ++number + ", 'a name');\n")
                        .getBytes(StandardCharsets.UTF_8);
                position = 0;
                Path file = rows.resolve("1.copy");
                furthest = Math.max(furthest, read - (Files.exists(file) ? Files.size(file) : 0));
            }
            read++;
            return line[position++];
        }
    }

    @Test
    void rows_are_written_as_they_are_read_and_not_held() throws IOException {
        try (Statements statements = new Statements(folder)) {
            Script script = LargeDump.withoutRows(statements, folder.resolve("dump.sql"), folder)
                    .orElseThrow();

            assertThat(statements.read).isGreaterThan(900_000);
            assertThat(statements.furthest)
                    .as("bytes read ahead of what is written")
                    .isLessThan(16_384);
            // The line breaks, which keep the numbers of the lines behind them.
            assertThat(script.text()).hasSizeLessThan(Statements.MANY + 1_000);
        }
    }

    @Test
    void the_rows_of_a_large_database_are_those_of_the_first_look() throws SQLException {
        try (TestDatabase source = TestDatabase.create(DumpServer.get());
                TestDatabase one = TestDatabase.create(DumpServer.get());
                TestDatabase other = TestDatabase.create(DumpServer.get())) {
            DumpServer.execute(source, "CREATE TABLE t (id int); INSERT INTO t SELECT generate_series(1, 9)");
            JdbcUrl url = new JdbcUrl(
                    source.settings().jdbcUrl() + "?user=" + source.settings().user() + "&password="
                            + source.settings().password());
            StartingPoint start = StartingPoint.of(url, Configuration.ofSystem(), 0);

            start.restoreInto(one);
            DumpServer.execute(source, "DELETE FROM t");
            start.restoreInto(other);

            assertThat(value(one, "SELECT count(*) FROM t")).isEqualTo("9");
            assertThat(value(other, "SELECT count(*) FROM t")).isEqualTo("9");
        }
    }

    @Test
    void statements_of_pg_dump_itself_bring_the_same_rows() throws SQLException {
        try (TestDatabase source = TestDatabase.create(DumpServer.get());
                TestDatabase target = TestDatabase.create(DumpServer.get())) {
            DumpServer.execute(source, """
                    CREATE TABLE "odd; 'table" (id int PRIMARY KEY, "a "";' b" text, raw bytea, bits bit(3), note text[]);
                    INSERT INTO "odd; 'table" SELECT n, E'back\\\\slash ''quote''\\n; INSERT INTO x;\\t\\r\u00fc' || n,
                        decode('00ff5c27', 'hex'), B'101', ARRAY['{;', NULL, '"'''] FROM generate_series(1, 10) n;
                    INSERT INTO "odd; 'table" VALUES (11)""");
            List<ClientPrograms> programs = InstalledClientPrograms.find(Configuration.ofSystem());
            Path dump = folder.resolve("odd.sql");
            programs.get(programs.size() - 1)
                    .pgDump(source.settings().environment(), List.of("--inserts", "--rows-per-insert=3"), dump);

            StartingPoint.of(dump, Configuration.ofSystem(), 0).restoreInto(target);

            String all = "SELECT string_agg(t::text, '|' ORDER BY id) FROM \"odd; 'table\" t";
            assertThat(value(target, all)).isEqualTo(value(source, all)).contains("(11,,,,)");
        }
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
