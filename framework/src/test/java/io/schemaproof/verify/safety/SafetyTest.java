package io.schemaproof.verify.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.safety.estimate.ProductionSizes;
import io.schemaproof.safety.estimate.Rate;
import io.schemaproof.safety.estimate.RelationSize;
import io.schemaproof.safety.estimate.WorkRates;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.VerificationListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetyTest {

    private static final String LIMIT = "SET LOCAL lock_timeout = '2s';\n";

    @TempDir
    private Path folder;

    private final List<CheckResult> told = new ArrayList<>();

    /** They are made when the tables are empty, and nobody else refreshes them. */
    @Test
    void materialized_views_hold_what_their_tables_do() {
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair(
                        "1_views",
                        "CREATE TABLE books (id int PRIMARY KEY, price int);\n"
                                + "CREATE MATERIALIZED VIEW z_prices AS SELECT id, price FROM books;\n"
                                + "CREATE MATERIALIZED VIEW prices AS SELECT id, price FROM z_prices;\n"
                                + "CREATE MATERIALIZED VIEW fails AS SELECT 1 / (1 - count(*)) AS x FROM (SELECT FROM books LIMIT 1) one;\n"
                                + "CREATE INDEX by_price ON prices (price);",
                        "DROP TABLE books CASCADE;")
                .pair("2_more", LIMIT + "CREATE INDEX more ON prices (id);", LIMIT + "DROP INDEX more;")
                .pair(
                        "3_anew",
                        LIMIT + "DROP INDEX by_price;\nCREATE INDEX by_price ON prices (price, id);",
                        LIMIT + "DROP INDEX by_price;\nCREATE INDEX by_price ON prices (price);"));

        assertThat(results)
                .extracting(MigrationResult::verdict)
                .containsExactly(MigrationVerdict.OK, MigrationVerdict.OK, MigrationVerdict.UNSAFE);
        assertThat(results.get(2).findings().get(0).message())
                .startsWith(
                        "Its transaction holds ACCESS EXCLUSIVE on public.prices (reads wait) since line 2, DROP INDEX by_price while"
                                + " this statement reads 500 rows of public.prices");
    }

    @Test
    void migrations_are_judged_on_full_tables_one_after_the_other() {
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair(
                        "1_books",
                        "CREATE TABLE books (id int PRIMARY KEY, price int);\nCREATE INDEX ON books (price);",
                        "DROP TABLE books;")
                .pair("2_blocks", LIMIT + "CREATE INDEX blocks ON books (price);", LIMIT + "DROP INDEX blocks;")
                .pair(
                        "3_passes",
                        LIMIT + "ALTER TABLE books ADD note text NOT NULL DEFAULT 'none';",
                        LIMIT + "ALTER TABLE books DROP note;")
                .pair("4_apart", "CREATE INDEX CONCURRENTLY apart ON books (note);", LIMIT + "DROP INDEX apart;")
                .pair(
                        "5_fails",
                        LIMIT + "DO $$ BEGIN IF EXISTS (SELECT FROM books) THEN RAISE 'rows'; END IF; END $$;",
                        "SELECT 1;")
                .pair("6_warns", "ALTER TABLE books ADD more text;", "ALTER TABLE books DROP more;")
                .pair("7_nothing", "-- nothing", "-- nothing")
                .pair(
                        "8_assumes",
                        LIMIT + "ALTER TABLE books ADD CONSTRAINT short CHECK (note = 'few rows have this');",
                        LIMIT + "ALTER TABLE books DROP CONSTRAINT short;")
                .pair(
                        "9_unique",
                        "CREATE UNIQUE INDEX CONCURRENTLY one_price ON books (price);",
                        LIMIT + "DROP INDEX one_price;")
                .pair(
                        "10_null",
                        LIMIT + "ALTER TABLE books ALTER note DROP NOT NULL;",
                        LIMIT + "ALTER TABLE books ALTER note SET NOT NULL;"));

        assertThat(results)
                .extracting(MigrationResult::verdict)
                .containsExactly(
                        MigrationVerdict.OK,
                        MigrationVerdict.UNSAFE,
                        MigrationVerdict.OK,
                        MigrationVerdict.OK,
                        MigrationVerdict.INCONCLUSIVE,
                        MigrationVerdict.OK,
                        MigrationVerdict.OK,
                        MigrationVerdict.UNSAFE,
                        MigrationVerdict.OK,
                        MigrationVerdict.UNSAFE);
        assertThat(results.get(0).findings()).isEmpty();
        Finding blocks = results.get(1).findings().get(0);
        assertThat(blocks.rule()).isEqualTo("safety.blocking-work");
        assertThat(blocks.file()).contains("2_blocks.up.sql");
        assertThat(blocks.line()).isEqualTo(2);
        assertThat(blocks.message()).contains("SHARE on public.books", "reads 500 rows of public.books");
        assertThat(blocks.remedy()).contains("CREATE INDEX CONCURRENTLY blocks ON public.books USING btree (price);");
        assertThat(blocks.facts())
                .containsEntry("evidence", "confirmed")
                .containsEntry("rows public.books", "500")
                .containsEntry("rows on smaller tables public.books", "100");
        assertThat(results.get(2).findings()).isEmpty();
        assertThat(results.get(3).findings()).isEmpty();
        assertThat(results.get(4).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith("Nothing is known of what this script blocks: on rows it fails. 5_fails.up.sql:2"));
        // Once for both, the up and the down.
        assertThat(results.get(5).findings())
                .extracting(Finding::rule, finding -> finding.file().orElse(""))
                .containsExactly(tuple("safety.no-lock-timeout", "6_warns.up.sql"));

        // On rows that an up, or a down, can stand: what they take for granted of rows another check tells.
        assertThat(results.subList(7, 10))
                .extracting(result -> result.findings().get(0))
                .extracting(Finding::rule, finding -> finding.file().orElse(""))
                .containsExactly(
                        tuple("safety.blocking-work", "8_assumes.up.sql"),
                        tuple("safety.stricter", "9_unique.up.sql"),
                        tuple("safety.blocking-work", "10_null.down.sql"));
        assertThat(results.get(7).findings().get(0).message()).contains("rows of public.books");

        assertThat(told).hasSize(9);
        assertThat(told.get(1).passed()).isFalse();
        assertThat(told.get(1).figures())
                .containsEntry("statements", "2")
                .containsEntry("statements of the down", "2")
                .containsEntry("rows per table", "100 and 500");
    }

    @Test
    void roles_that_migrations_make_are_in_nobodys_way_and_what_only_a_text_is_afraid_of_is_told_once() {
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair("1_role", "CREATE ROLE safety_reader;", "DROP ROLE safety_reader;")
                .pair("2_t", "CREATE TABLE t (id int);", "DROP TABLE t;")
                .pair("3_i", LIMIT + "CREATE INDEX i ON t (id);", LIMIT + "DROP INDEX i;")
                .pair(
                        "4_oid",
                        LIMIT + "ALTER TABLE t ADD o int;\nALTER TABLE t ALTER o TYPE oid;",
                        LIMIT + "ALTER TABLE t DROP o;")
                .pair("5_int", LIMIT + "ALTER TABLE t ALTER o TYPE int;", LIMIT + "ALTER TABLE t ALTER o TYPE oid;")
                .pair(
                        "6_refers",
                        "CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE r (u_id int PRIMARY KEY REFERENCES u);",
                        "DROP TABLE r; DROP TABLE u;")
                .pair("7_rename", LIMIT + "ALTER TABLE u RENAME TO w;", LIMIT + "ALTER TABLE w RENAME TO u;"));

        assertThat(results)
                .extracting(MigrationResult::verdict)
                .containsExactly(
                        MigrationVerdict.OK,
                        MigrationVerdict.OK,
                        MigrationVerdict.UNSAFE,
                        MigrationVerdict.OK,
                        MigrationVerdict.OK,
                        MigrationVerdict.OK,
                        MigrationVerdict.UNSAFE);
        // What refers to the table refers to it as before.
        assertThat(results.get(6).findings()).extracting(Finding::rule).containsExactly("safety.rename");
        assertThat(results.get(3).findings()).singleElement().satisfies(note -> {
            assertThat(note.rule()).isEqualTo("safety.text-contradicted");
            assertThat(note.message())
                    .contains("4_oid.up.sql:3 ALTER TABLE t ALTER o TYPE oid", "5_int.up.sql:2", "5_int.down.sql:2");
        });
        assertThat(results.get(4).findings()).isEmpty();
    }

    @Test
    void what_a_role_may_as_a_member_of_another_it_has_not_lost() {
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair(
                        "1_roles",
                        "CREATE ROLE safety_clerk; CREATE ROLE safety_clerks; GRANT safety_clerks TO safety_clerk;",
                        "DROP ROLE safety_clerk; DROP ROLE safety_clerks;")
                .pair(
                        "2_t",
                        "CREATE TABLE t (id int); GRANT SELECT, UPDATE ON t TO safety_clerk; GRANT SELECT ON t TO safety_clerks;",
                        "DROP TABLE t;")
                .pair(
                        "3_less",
                        "REVOKE SELECT, UPDATE ON t FROM safety_clerk;",
                        "GRANT SELECT, UPDATE ON t TO safety_clerk;"));

        assertThat(results.get(2).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("safety.privilege-removed");
            assertThat(finding.message()).startsWith("safety_clerk may not UPDATE on the table public.t any more.");
        });
    }

    @Test
    void what_is_published_without_an_identity_is_told_once() {
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair("1_t", "CREATE TABLE t (id int PRIMARY KEY);", "DROP TABLE t;")
                .pair("2_feed", "CREATE PUBLICATION everything FOR ALL TABLES;", "DROP PUBLICATION everything;")
                .pair(
                        "3_late",
                        "CREATE TABLE late (id int);\nCREATE TABLE never (id int);",
                        "DROP TABLE late;\nDROP TABLE never;")
                .pair(
                        "4_key",
                        LIMIT + "ALTER TABLE late REPLICA IDENTITY FULL;",
                        LIMIT + "ALTER TABLE late REPLICA IDENTITY DEFAULT;")
                .pair(
                        "5_loses",
                        LIMIT + "ALTER TABLE t REPLICA IDENTITY NOTHING;",
                        LIMIT + "ALTER TABLE t REPLICA IDENTITY DEFAULT;"));

        assertThat(results.get(2).findings().stream()
                        .filter(finding -> finding.rule().equals("safety.no-replica-identity")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.line()).isEqualTo(2);
                    assertThat(finding.message())
                            .startsWith(
                                    "Each UPDATE and DELETE of public.never fails: public.never is published by everything, and its rows have no replica identity.\nINSERTs work");
                });
        assertThat(results.get(4).findings().stream().filter(finding -> finding.severity() != Severity.NOTE))
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo("safety.writes-refused"));
    }

    @Test
    void a_down_is_judged_like_an_up_and_may_take_away_what_its_up_has_made() {
        String books = "CREATE TABLE books (id int PRIMARY KEY, price int);";
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair("1_books", books, "DROP TABLE books;")
                .pair("2_drops", LIMIT + "ALTER TABLE books DROP price;", LIMIT + "ALTER TABLE books ADD price int;")
                .pair(
                        "3_checked",
                        LIMIT + "ALTER TABLE books ADD tag text;",
                        LIMIT
                                + "ALTER TABLE books DROP tag;\nALTER TABLE books ADD CONSTRAINT c CHECK (id > -9999999999);\n"
                                + "ALTER TABLE books DROP CONSTRAINT c;")
                .pair(
                        "4_shelves",
                        "SET LOCAL lock_timeout = '2s'; CREATE TABLE shelves (id int PRIMARY KEY);\n"
                                + "CREATE VIEW room AS SELECT id FROM shelves;",
                        "DROP TABLE shelves CASCADE;")
                .pair("5_role", "CREATE ROLE safety_lender; CREATE TABLE loans (id int);", """
                        DROP TABLE loans;
                        DROP ROLE safety_lender;
                        LOCK TABLE books;
                        """)
                .pair(
                        "6_more",
                        "CREATE TABLE more (id int);\nGRANT SELECT ON more TO safety_lender;",
                        "DROP TABLE more;"));

        assertThat(results.get(0).findings()).isEmpty();
        assertThat(results.get(1).findings()).extracting(Finding::rule).containsExactly("safety.drop");
        assertThat(results.get(1).findings().get(0).file()).contains("2_drops.up.sql");
        Finding down = results.get(2).findings().get(0);
        assertThat(results.get(2).findings()).hasSize(1);
        assertThat(results.get(2).verdict()).isEqualTo(MigrationVerdict.UNSAFE);
        assertThat(down.rule()).isEqualTo("safety.held-while-working");
        assertThat(down.file()).contains("3_checked.down.sql");
        assertThat(down.line()).isEqualTo(3);
        assertThat(down.message())
                .startsWith(
                        "Its transaction holds ACCESS EXCLUSIVE on public.books (reads and writes wait) since line 2")
                .contains("rows of public.books (")
                .endsWith(" This is a down, which is run in an emergency, under full load.");
        assertThat(results.get(3).findings()).isEmpty();
        assertThat(results.get(4).findings())
                .extracting(Finding::rule, finding -> finding.file().orElse("") + ":" + finding.line())
                .containsExactly(tuple("safety.no-lock-timeout", "5_role.down.sql:3"));
        assertThat(results.get(5).verdict()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void what_is_begun_and_never_ended_is_told_where_it_begins() {
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair(
                        "1_books",
                        "CREATE TABLE authors (id int PRIMARY KEY);\n"
                                + "CREATE TABLE books (id int PRIMARY KEY, author int, price int);",
                        "DROP TABLE books, authors;")
                .pair(
                        "2_begins",
                        LIMIT + "ALTER TABLE books ADD CONSTRAINT dear CHECK (price > -77) NOT VALID;\n"
                                + "ALTER TABLE books ADD CONSTRAINT cheap CHECK (price <> -78) NOT VALID;",
                        LIMIT + "ALTER TABLE books DROP CONSTRAINT dear, DROP CONSTRAINT cheap;")
                .pair(
                        "3_ends",
                        "ALTER TABLE books VALIDATE CONSTRAINT cheap;",
                        LIMIT + "ALTER TABLE books DROP CONSTRAINT cheap;\n"
                                + "ALTER TABLE books ADD CONSTRAINT cheap CHECK (price <> -78) NOT VALID;")
                .pair(
                        "4_key",
                        "SET LOCAL lock_timeout = '2s';\n"
                                + "CREATE TABLE loans (id int PRIMARY KEY, book int REFERENCES books, author int REFERENCES authors);\n"
                                + "CREATE INDEX ON loans (author, id);",
                        LIMIT + "DROP TABLE loans;")
                .pair(
                        "5_later",
                        LIMIT
                                + "ALTER TABLE books ADD CONSTRAINT written FOREIGN KEY (author) REFERENCES authors NOT VALID;",
                        LIMIT + "ALTER TABLE books DROP CONSTRAINT written;"));

        List<Finding> begun = results.get(1).findings().stream()
                .filter(finding -> !finding.rule().equals("safety.stricter"))
                .toList();
        assertThat(begun).singleElement().satisfies(left -> {
            assertThat(left.rule()).isEqualTo("safety.left-unfinished");
            assertThat(left.file()).contains("2_begins.up.sql");
            assertThat(left.line()).isEqualTo(2);
            assertThat(left.message()).startsWith("The constraint dear of public.books is NOT VALID in the end:");
            assertThat(left.remedy()).endsWith("ALTER TABLE public.books VALIDATE CONSTRAINT dear;");
        });
        assertThat(results.get(2).findings()).isEmpty();
        assertThat(results.get(3).findings()).singleElement().satisfies(key -> {
            assertThat(key.rule()).isEqualTo("safety.foreign-key-without-index");
            assertThat(key.line()).isEqualTo(2);
            assertThat(key.message())
                    .startsWith(
                            "No index of public.loans finds rows by (book), the columns of the foreign key loans_book_fkey.");
            assertThat(key.remedy()).isEqualTo("CREATE INDEX ON public.loans (book);");
        });
        assertThat(results.get(4).findings())
                .filteredOn(finding -> finding.rule().equals("safety.foreign-key-without-index"))
                .extracting(Finding::remedy)
                .containsExactly("CREATE INDEX CONCURRENTLY ON public.books (author);");
    }

    @Test
    void what_a_later_migration_mends_is_no_finding_and_what_another_breaks_again_is_that_ones() {
        String again = "CREATE INDEX CONCURRENTLY again ON books (price);";
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair(
                        "1_books",
                        "CREATE UNLOGGED TABLE books (id int PRIMARY KEY, price int);\nCREATE INDEX by_price ON books (price);",
                        "DROP TABLE books;")
                .pair("2_again", again, LIMIT + "DROP INDEX again;")
                .pair(
                        "3_mended",
                        LIMIT + "DROP INDEX again;\nALTER TABLE books SET LOGGED;",
                        LIMIT + again.replace("CONCURRENTLY", ""))
                .pair("4_again", "-- not by_price\n" + again, LIMIT + "DROP INDEX again;"));

        assertThat(results.get(0).findings()).isEmpty();
        assertThat(results.get(1).findings()).isEmpty();
        assertThat(results.get(3).findings()).singleElement().satisfies(left -> {
            assertThat(left.rule()).isEqualTo("safety.duplicate-index");
            assertThat(left.file()).contains("4_again.up.sql");
            assertThat(left.line()).isEqualTo(2);
            assertThat(left.message())
                    .startsWith("The index public.by_price does nothing that public.again does not do:");
        });
    }

    @Test
    void made_up_rows_that_do_not_fit_hide_no_work_where_no_down_makes_others() {
        String type =
                "CREATE TYPE %1$s AS ENUM ('open', 'paid');\nALTER TABLE %2$s ALTER state TYPE %1$s USING state::%1$s;";
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .file(
                        "V1__invoices.sql",
                        "CREATE TABLE invoices (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state text NOT NULL);")
                .file("V2__state.sql", LIMIT + type.formatted("invoice_state", "invoices"))
                // Rows that are made once the up is there lack what it drops, and so the table stays empty.
                .file(
                        "V3__drafts.sql",
                        "CREATE TABLE drafts (id bigint PRIMARY KEY, note text NOT NULL, state text NOT NULL);")
                .file(
                        "V4__state.sql",
                        LIMIT + "ALTER TABLE drafts DROP note;\n" + type.formatted("draft_state", "drafts")));

        assertThat(results.get(1).findings())
                .filteredOn(finding -> finding.rule().startsWith("safety.") && finding.severity() == Severity.ERROR)
                .singleElement()
                .satisfies(work -> {
                    assertThat(work.rule()).isEqualTo("safety.blocking-work");
                    assertThat(work.line()).isEqualTo(3);
                    assertThat(work.message())
                            .contains(
                                    "ACCESS EXCLUSIVE on public.invoices",
                                    "rows of public.invoices",
                                    "writes public.invoices and public.invoices_pkey anew");
                });
        assertThat(results.get(3).findings())
                .filteredOn(finding -> finding.rule().equals("safety.not-checked"))
                .singleElement()
                .satisfies(unknown -> assertThat(unknown.message())
                        .startsWith(
                                "Nobody knows whether its work grows with the tables, because those that it reads were as"
                                        + " large, or as empty, the second time"));
        assertThat(results)
                .allSatisfy(result -> assertThat(result.findings())
                        .extracting(Finding::rule)
                        .doesNotContain("safety.truncate", "safety.text-contradicted"));
    }

    @Test
    void what_is_free_in_one_time_zone_only_is_told_of_the_up_and_the_down() {
        String back = LIMIT + "ALTER TABLE t ALTER at TYPE timestamp;";
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair("1_t", "CREATE TABLE t (id bigint PRIMARY KEY, at timestamp, due timestamp);", "DROP TABLE t;")
                .pair("2_depends", LIMIT + "ALTER TABLE t ALTER at TYPE timestamptz;", back)
                .pair(
                        "3_says",
                        LIMIT + "SET LOCAL TimeZone = 'UTC';\nALTER TABLE t ALTER due TYPE timestamptz;",
                        LIMIT + "SET LOCAL TimeZone = 'UTC';\nALTER TABLE t ALTER due TYPE timestamp;"));

        assertThat(results.get(1).findings())
                .filteredOn(finding -> finding.rule().equals("safety.time-zone"))
                .extracting(
                        finding -> finding.file().orElse(""),
                        finding -> finding.object().orElse(""))
                .containsExactly(tuple("2_depends.up.sql", "public.t"), tuple("2_depends.down.sql", "public.t"));
        assertThat(results.get(1).findings().get(0).message())
                .startsWith(
                        "Costs nothing here, where the session's time zone is UTC. In a session whose zone is Asia/Tokyo it writes"
                                + " public.t and public.t_pkey anew, with ACCESS EXCLUSIVE");
        assertThat(results.get(2).findings())
                .noneMatch(finding -> finding.rule().equals("safety.time-zone"));
    }

    @Test
    void a_new_table_is_treated_as_those_of_before() {
        String grant = "GRANT SELECT ON %s TO pg_monitor;\nALTER TABLE %1$s OWNER TO pg_read_all_data;";
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair(
                        "1_tables",
                        "CREATE TABLE a (id bigint);\nCREATE TABLE b (id bigint);\n" + grant.formatted("a") + "\n"
                                + grant.formatted("b"),
                        "DROP TABLE a, b;")
                .pair("2_forgets", "CREATE TABLE c (id bigint);", "DROP TABLE c;")
                .pair("3_later", "CREATE TABLE d (id bigint);", "DROP TABLE d;")
                .pair(
                        "4_mends",
                        LIMIT + grant.formatted("d"),
                        LIMIT + "ALTER TABLE d OWNER TO CURRENT_USER;\nREVOKE ALL ON d FROM pg_monitor;"));

        assertThat(results.get(0).findings()).isEmpty();
        assertThat(results.get(1).findings())
                .extracting(
                        Finding::rule,
                        finding -> finding.message().lines().findFirst().orElse(""))
                .containsExactly(
                        tuple(
                                "safety.grants-missing",
                                "The role pg_monitor has privileges on each table that was in public before, and none on public.c."),
                        tuple(
                                "safety.owner-differs",
                                "The table public.c belongs to postgres, and each one that was in public before to"
                                        + " pg_read_all_data."));
        assertThat(results.get(1).findings().get(0).remedy()).startsWith("GRANT … ON public.c TO pg_monitor;");
        assertThat(results.get(1).findings().get(1).remedy())
                .startsWith("ALTER TABLE public.c OWNER TO pg_read_all_data;");
        assertThat(results.get(2).findings()).isEmpty();
    }

    @Test
    void an_index_that_only_looks_as_if_it_served_a_key_is_none_and_a_partial_one_may_serve() {
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair(
                        "1_tables",
                        "CREATE TABLE books (id int PRIMARY KEY);\n"
                                + "CREATE TABLE loans (book int REFERENCES books, old int REFERENCES books, at date);\n"
                                + "CREATE INDEX ON loans USING brin (book);\n"
                                + "CREATE INDEX kept ON loans (old) WHERE old IS NOT NULL;",
                        "DROP TABLE loans; DROP TABLE books;")
                .pair(
                        "2_narrower",
                        LIMIT + "DROP INDEX kept;\nCREATE INDEX kept ON loans (old) WHERE at IS NULL;",
                        LIMIT + "DROP INDEX kept;\nCREATE INDEX kept ON loans (old) WHERE old IS NOT NULL;"));

        assertThat(uncovered(results.get(0)))
                .containsExactly(
                        "No index of public.loans finds rows by (book), the columns of the foreign key loans_book_fkey.");
        assertThat(uncovered(results.get(1)))
                .containsExactly(
                        "No index of public.loans finds rows by (old), the columns of the foreign key loans_old_fkey.");
    }

    private static List<String> uncovered(MigrationResult result) {
        return result.findings().stream()
                .filter(finding -> finding.rule().equals("safety.foreign-key-without-index"))
                .map(Finding::message)
                .map(message -> message.lines().findFirst().orElseThrow())
                .toList();
    }

    @Test
    void a_down_that_fails_on_rows_or_takes_more_than_its_up_has_made_is_told() {
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair("1_books", "CREATE TABLE books (id int PRIMARY KEY, price int);", "DROP TABLE books;")
                .pair(
                        "2_fails",
                        "CREATE TABLE s (id int);",
                        "DROP TABLE s;\nDO $$ BEGIN IF (SELECT count(*) FROM books) > 0 THEN RAISE 'rows'; END IF; END $$;")
                .pair("3_takes", "CREATE TABLE n (id int);", LIMIT + "DROP TABLE n;\nALTER TABLE books DROP price;"));

        assertThat(results.get(1).verdict()).isEqualTo(MigrationVerdict.INCONCLUSIVE);
        assertThat(results.get(1).findings().get(0).message())
                .startsWith("Nothing is known of what this script blocks: on rows it fails. 2_fails.down.sql:2");
        Finding taken = results.get(2).findings().stream()
                .filter(finding -> finding.rule().equals("safety.drop"))
                .findFirst()
                .orElseThrow();
        assertThat(taken.message())
                .startsWith(
                        "The column public.books.price is gone. It was there before the up, which this down is to take back.\n");
        assertThat(taken.remedy()).isEqualTo("Take back what the up has done, and nothing else.");
        assertThat(taken.line()).isEqualTo(3);
    }

    @Test
    void flyway_needs_another_lock_for_what_is_built_concurrently() throws IOException {
        Files.writeString(folder.resolve("V1__books.sql"), "CREATE TABLE books (id int PRIMARY KEY, price int);\n");
        Files.writeString(folder.resolve("V2__index.sql"), LIMIT + "CREATE INDEX books_price ON books (price);\n");

        assertThat(RoundTrip.of(MigrationReader.read(folder))
                        .withSafety()
                        .evaluate()
                        .migrations()
                        .get(1)
                        .findings())
                .filteredOn(finding -> finding.rule().equals("safety.blocking-work"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy())
                        .contains("CREATE INDEX CONCURRENTLY books_price ON public.books USING btree (price);")
                        .endsWith(
                                "Flyway needs flyway.postgresql.transactional.lock=false for CONCURRENTLY: by default it holds a"
                                        + " transaction open meanwhile, for whose end the build waits for ever."));
    }

    @Test
    void production_s_sizes_and_rates_from_elsewhere_give_an_estimate_of_ups_and_downs() {
        Rate rate = new Rate(1_000_000, 1_000_000_000);
        MigrationResult result = RoundTrip.of(new MigrationsOnDisk(folder)
                        .pair("1_books", "CREATE TABLE books (id int PRIMARY KEY, price int);", "DROP TABLE books;")
                        .pair(
                                "2_blocks",
                                LIMIT + "ALTER TABLE books ALTER price SET NOT NULL;",
                                LIMIT + "ALTER TABLE books ADD CHECK (price > -2147483648), ALTER price DROP NOT NULL;")
                        .read())
                .withSizes(
                        ProductionSizes.of(
                                "there", Map.of(new Relation("public", "books"), new RelationSize(12_000_000, 1))),
                        new WorkRates(rate, rate, rate, rate, "measured elsewhere"))
                .withSafety()
                .evaluate()
                .migrations()
                .get(1);

        assertThat(result.findings().stream()
                        .filter(finding -> finding.rule().equals("safety.blocking-work"))
                        .toList())
                .satisfiesExactly(
                        up -> assertThat(up.message())
                                .contains("\nIn production, as an estimate, this takes about 12 s (4 s to 36 s), and")
                                .contains("12 M rows of public.books, 1 bytes, are read (there); here 1 M rows/s"),
                        down -> assertThat(down.message()).contains("this takes about 12 s", "This is a down"));
    }

    /** All made-up rows are in the way of the up; others come for them, whatever was said of the migration before. */
    @Test
    void what_another_check_has_found_before_changes_nothing() throws IOException {
        Path queries = Files.createDirectory(folder.resolve("queries"));
        Files.writeString(queries.resolve("shop.sql"), "-- name: titles\nSELECT name FROM named");
        MigrationFolder migrations = new MigrationsOnDisk(Files.createDirectory(folder.resolve("migrations")))
                .pair(
                        "1_books",
                        "CREATE TABLE books (id int PRIMARY KEY, name text NOT NULL); CREATE VIEW named AS SELECT name FROM books;",
                        "DROP VIEW named; DROP TABLE books;")
                .pair(
                        "2_short",
                        LIMIT + "DROP VIEW named; ALTER TABLE books ADD CONSTRAINT short CHECK (name IN ('ab', 'cd'));",
                        LIMIT + "ALTER TABLE books DROP CONSTRAINT short; CREATE VIEW named AS SELECT name FROM books;")
                .read();
        List<String> sizes = new ArrayList<>();

        MigrationResult result = RoundTrip.of(migrations)
                .configuredBy(Configuration.of(Map.of("schemaproof.rows", "20")))
                .withQueries(queries)
                .withSafety()
                .with(new VerificationListener() {
                    @Override
                    public void checkFinished(CheckResult finished) {
                        if (finished.check().equals("safety")) {
                            sizes.add(finished.figures().get("rows per table"));
                        }
                    }
                })
                .evaluate()
                .migrations()
                .get(1);

        assertThat(result.findings())
                .extracting(Finding::rule)
                .contains("queries.broken", "safety.blocking-work")
                .doesNotContain("safety.not-checked");
        assertThat(sizes).containsOnly("20 and 100");
    }

    @Test
    void rows_that_are_made_up_keep_nobody_from_seeing_what_a_script_does() {
        List<MigrationResult> results = evaluate(new MigrationsOnDisk(folder)
                .pair(
                        "1_orders",
                        "CREATE TYPE state AS ENUM ('new', 'paid');\nCREATE TABLE kinds (id int PRIMARY KEY, name text);\n"
                                + "CREATE TABLE orders (id int PRIMARY KEY, state state NOT NULL);",
                        "DROP TABLE orders, kinds;\nDROP TYPE state;")
                .pair(
                        "2_own_keys",
                        "INSERT INTO kinds VALUES (1, 'one'), (2, 'two');",
                        "DELETE FROM kinds WHERE id IN (1, 2);")
                .pair(
                        "3_after_the_up",
                        LIMIT
                                + "CREATE TABLE states (name text PRIMARY KEY);\nINSERT INTO states VALUES ('new'), ('paid');\n"
                                + "ALTER TABLE orders ALTER state TYPE text USING state::text;\n"
                                + "ALTER TABLE orders ADD FOREIGN KEY (state) REFERENCES states;",
                        LIMIT + "ALTER TABLE orders DROP CONSTRAINT orders_state_fkey;\n"
                                + "ALTER TABLE orders ALTER state TYPE state USING state::state;\nDROP TABLE states;")
                .pair("4_next", LIMIT + "ALTER TABLE orders ADD note text;", LIMIT + "ALTER TABLE orders DROP note;"));

        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.findings()).extracting(Finding::rule).doesNotContain("safety.not-checked"));
        assertThat(results.get(2).findings())
                .filteredOn(finding -> finding.file().orElse("").endsWith(".down.sql"))
                .extracting(Finding::rule)
                .contains("safety.held-while-working");
        assertThat(results.get(3).verdict()).isEqualTo(MigrationVerdict.OK);
    }

    private List<MigrationResult> evaluate(MigrationsOnDisk migrations) {
        return RoundTrip.of(migrations.read())
                .withSafety()
                .with(new VerificationListener() {
                    @Override
                    public void checkFinished(CheckResult result) {
                        if (result.check().equals("safety")) {
                            told.add(result);
                        }
                    }
                })
                .evaluate()
                .migrations();
    }
}
