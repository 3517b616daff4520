package io.schemaproof.benchmark;

import io.schemaproof.benchmark.Comparison.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is compared, by what an argument of {@code ./benchmark} names. */
enum Topic {
    SERVER {
        @Override
        List<Comparison> comparisons() {
            return List.of(new Comparison(
                    "server ready to the first query, warm cache",
                    new Subject(ServerStart.class, "ours"),
                    new Subject(ServerStart.class, "floor"),
                    "copy an initialised data directory, exec postgres, ask every ms",
                    new Limit.Ratio(1.5),
                    3,
                    15));
        }
    },

    DATABASE {
        @Override
        List<Comparison> comparisons() {
            Subject ours = new Subject(FreshDatabase.class, "ours", Map.of("tables", "136"));
            return List.of(
                    new Comparison(
                            "what a test waits for: its database of 136 tables, a connection",
                            ours,
                            new Subject(FreshDatabase.class, "floorAndConnection", Map.of("tables", "136")),
                            "CREATE DATABASE … TEMPLATE, a connection",
                            new Limit.Total(20),
                            5,
                            25),
                    new Comparison(
                            "what a test waits for: its database of 1,000 tables, a connection",
                            new Subject(FreshDatabase.class, "ours", Map.of("tables", "1000")),
                            ours,
                            "of 136 tables",
                            new Limit.Ratio(3),
                            5,
                            15),
                    new Comparison(
                            "copy of a database with 136 tables",
                            new Subject(FreshDatabase.class, "unexpected", Map.of("tables", "136")),
                            new Subject(FreshDatabase.class, "floor", Map.of("tables", "136")),
                            "CREATE DATABASE … TEMPLATE on an open connection",
                            new Limit.Ratio(1.25),
                            5,
                            25));
        }
    },

    REUSE {
        @Override
        List<Comparison> comparisons() {
            return List.of(again("a schema of 136 tables", "0"), again("136 tables with 100 rows each", "100"));
        }

        private Comparison again(String what, String rows) {
            return new Comparison(
                    "a class of tests on " + what + ", once more with --reuse",
                    new Subject(KeptRun.class, "run", Map.of("rows", rows, "again", "true")),
                    new Subject(KeptRun.class, "run", Map.of("rows", rows, "again", "false")),
                    "the first run, which starts the server and makes the template",
                    new Limit.Ratio(0.34),
                    0,
                    7);
        }
    },

    SNAPSHOT {
        @Override
        List<Comparison> comparisons() throws Exception {
            Subject small = new Subject(Snapshot.class, "ours", Map.of("tables", "136"));
            Subject large = new Subject(Snapshot.class, "ours", Map.of("tables", "1000"));
            Subject again = again(136);
            double objects = (double) Snapshot.objects(1000) / Snapshot.objects(136);
            return List.of(
                    new Comparison(
                            "snapshot of 136 tables",
                            small,
                            new Subject(Snapshot.class, "dump", Map.of("tables", "136")),
                            "pg_dump --schema-only",
                            new Limit.Ratio(0.2),
                            250,
                            25),
                    new Comparison(
                            "snapshot of 1,000 tables",
                            large,
                            new Subject(Snapshot.class, "dump", Map.of("tables", "1000")),
                            "pg_dump --schema-only",
                            new Limit.Ratio(1),
                            3,
                            9),
                    new Comparison(
                            "snapshot, growth to 1,000 tables",
                            large,
                            small,
                            String.format(Locale.ROOT, "136 tables, %.2f times fewer objects", objects),
                            new Limit.Ratio(1.3 * objects),
                            3,
                            9),
                    new Comparison(
                            "snapshot again, one of 136 tables changed",
                            again,
                            small,
                            "the snapshot of everything",
                            new Limit.Total(5),
                            250,
                            40),
                    new Comparison(
                            "snapshot again, one of 136 tables changed",
                            again,
                            new Subject(Snapshot.class, "dump", Map.of("tables", "136")),
                            "pg_dump --schema-only",
                            new Limit.Ratio(0.1),
                            0,
                            20),
                    new Comparison(
                            "snapshot again, one of 1,000 tables changed",
                            again(1000),
                            again,
                            "one of 136",
                            new Limit.Ratio(2),
                            20,
                            40),
                    new Comparison(
                            "snapshot again, one of 10,000 tables changed",
                            again(10_000),
                            again,
                            "one of 136",
                            new Limit.Ratio(4),
                            20,
                            40),
                    new Comparison(
                            "snapshot again, one of 10,000 tables changed",
                            again(10_000),
                            new Subject(Snapshot.class, "ours", Map.of("tables", "10000")),
                            "the snapshot of everything",
                            new Limit.Ratio(0.05),
                            0,
                            3),
                    new Comparison(
                            "snapshot again, one of 10,000 tables changed",
                            again(10_000),
                            new Subject(Snapshot.class, "dump", Map.of("tables", "10000")),
                            "pg_dump --schema-only",
                            new Limit.Ratio(0.01),
                            0,
                            1));
        }

        private Subject again(int tables) {
            return new Subject(SnapshotAgain.class, "ours", Map.of("tables", String.valueOf(tables)));
        }
    },

    ASSERTIONS {
        @Override
        List<Comparison> comparisons() {
            return List.of(
                    new Comparison(
                            "10,000 structural assertions, the snapshot included",
                            new Subject(Assertions.class, "ours"),
                            new Subject(Assertions.class, "pgTap"),
                            "the same checks in pgTAP, one psql session",
                            new Limit.Ratio(0.01),
                            1,
                            5),
                    new Comparison(
                            "10,000 structural assertions after the snapshot",
                            new Subject(Assertions.class, "afterSnapshot"),
                            new Subject(Assertions.class, "snapshotAlone"),
                            "the snapshot alone",
                            new Limit.Total(20),
                            5,
                            25));
        }
    },

    VEHICLES {
        @Override
        List<Comparison> comparisons() {
            return List.of(new Comparison(
                    "vehicles: the schema and 1,153,538 rows",
                    new Subject(VehiclesLoad.class, "ours"),
                    new Subject(VehiclesLoad.class, "psql"),
                    "psql with the same script and \\copy from files",
                    new Limit.Ratio(1.3),
                    1,
                    3));
        }
    },

    DIGEST {
        @Override
        List<Comparison> comparisons() {
            return List.of(new Comparison(
                    "digest of 1,122,644 rows and their columns",
                    new Subject(RowDigest.class, "ours"),
                    new Subject(RowDigest.class, "textOfRows"),
                    "sum(hashtextextended(t::text, 0))",
                    new Limit.Ratio(2),
                    2,
                    9));
        }
    },

    ROWS {
        @Override
        List<Comparison> comparisons() {
            return List.of(
                    new Comparison(
                            "100 rows in each of 136 tables",
                            new Subject(RowFill.class, "ours", Map.of("rows", "100")),
                            new Subject(RowFill.class, "byHand", Map.of("rows", "100")),
                            "INSERT … SELECT generate_series, written by hand",
                            new Limit.Total(2000),
                            5,
                            9),
                    new Comparison(
                            "1,000 rows in each of 136 tables",
                            new Subject(RowFill.class, "ours", Map.of("rows", "1000")),
                            new Subject(RowFill.class, "byHand", Map.of("rows", "1000")),
                            "INSERT … SELECT generate_series, written by hand",
                            new Limit.Ratio(2),
                            1,
                            5));
        }
    },

    CHECKS {
        @Override
        List<Comparison> comparisons() {
            return List.of(
                    new Comparison(
                            "verify 300 migrations, 100 rows in each table",
                            new Subject(DataChecks.class, "ours"),
                            new Subject(DataChecks.class, "once"),
                            "each of the migrations' scripts once, a session a file",
                            new Limit.None(),
                            0,
                            1),
                    new Comparison(
                            "verify 300 migrations, 100 rows in each table",
                            new Subject(DataChecks.class, "ours"),
                            new Subject(DataChecks.class, "statements"),
                            "the statements of the checks: five times each way, a session a file",
                            new Limit.Ratio(3),
                            0,
                            1));
        }
    },

    TRACE {
        @Override
        List<Comparison> comparisons() {
            String each = "pgjdbc sends their texts, a session each";
            return List.of(
                    trace("10,000", "", "renewed", "300", each),
                    trace("100", "", "renewed", "300", each),
                    trace("10,000", ", new sessions", "ours", "300", each),
                    trace("10,000", ", one session", "ours", "1", "pgjdbc sends their texts, one session"));
        }

        private Comparison trace(String rows, String how, String ours, String sessions, String beside) {
            Map<String, String> parameters = Map.of("sessions", sessions, "rows", rows.replace(",", ""));
            return new Comparison(
                    "300 migrations traced, " + rows + " rows in each table" + how,
                    new Subject(TraceCost.class, ours, parameters),
                    new Subject(TraceCost.class, "bare", parameters),
                    beside,
                    new Limit.Ratio(1.5),
                    1,
                    5);
        }
    },

    ENGINE {
        @Override
        List<Comparison> comparisons() {
            Subject ours = new Subject(RoundTripCost.class, "ours", Map.of("migrations", "300"));
            return List.of(
                    new Comparison(
                            "round trip of 300 migrations",
                            ours,
                            new Subject(RoundTripCost.class, "bare", Map.of("migrations", "300")),
                            "pgjdbc sends the scripts that it runs, one session",
                            new Limit.Ratio(2),
                            4,
                            5),
                    new Comparison(
                            "round trip of 300 migrations",
                            ours,
                            new Subject(LiquibaseRollback.class, "updateTestingRollback"),
                            "Liquibase update-testing-rollback, which compares nothing",
                            new Limit.Ratio(1),
                            1,
                            3),
                    new Comparison(
                            "round trip of 3,000 migrations",
                            new Subject(RoundTripCost.class, "ours", Map.of("migrations", "3000")),
                            ours,
                            "of 300",
                            new Limit.Ratio(12),
                            0,
                            1),
                    new Comparison(
                            "round trip on 10,000 tables in a heap of 512 MB",
                            new Subject(SmallHeap.class, "ours"),
                            new Subject(SmallHeap.class, "dumps"),
                            "pg_dump --schema-only before, and after up, down and up",
                            new Limit.Ratio(1),
                            0,
                            1));
        }
    },

    JUDGES {
        @Override
        List<Comparison> comparisons() {
            return List.of(
                    beside(
                            SchemaJudge.INFORMATION_SCHEMA,
                            30,
                            "two snapshots of information_schema a step, as seqwall"),
                    beside(SchemaJudge.PG_DUMP, 30, "pg_dump --schema-only after each script"),
                    beside(SchemaJudge.JOOQ, 5, "jOOQ meta() after each script"),
                    beside(SchemaJudge.LIQUIBASE, 5, "a Liquibase snapshot after each script"),
                    new Comparison(
                            "round trip of 1,000 migrations, 30 to 90 tables of real size",
                            new Subject(RoundTripCost.class, "ours", Map.of("migrations", "1000", "realSize", "true")),
                            new Subject(
                                    JudgedSteps.class,
                                    "judged",
                                    Map.of(
                                            "judge",
                                            SchemaJudge.PG_DUMP.name(),
                                            "migrations",
                                            "1000",
                                            "realSize",
                                            "true",
                                            "judged",
                                            "50"),
                                    20),
                            "pg_dump --schema-only after each script; 50 in the middle, times 20",
                            new Limit.Ratio(0.1),
                            0,
                            1));
        }

        private Comparison beside(SchemaJudge judge, int judged, String text) {
            return new Comparison(
                    "round trip of 300 migrations",
                    new Subject(RoundTripCost.class, "ours", Map.of("migrations", "300")),
                    new Subject(
                            JudgedSteps.class,
                            "judged",
                            Map.of("judge", judge.name(), "judged", String.valueOf(judged)),
                            300 / judged),
                    text + "; " + judged + " in the middle, times " + 300 / judged,
                    new Limit.Ratio(1),
                    1,
                    3);
        }
    },

    LAUNCHER {
        @Override
        List<Comparison> comparisons() {
            return List.of(
                    new Comparison(
                            "./schemaproof --help",
                            new Subject(LauncherTime.class, "help"),
                            new Subject(LauncherTime.class, "bareJvm"),
                            "a JVM that does nothing",
                            new Limit.Difference(1000),
                            1,
                            9),
                    new Comparison(
                            "./schemaproof verify, one migration",
                            new Subject(LauncherTime.class, "verify"),
                            new Subject(LauncherTime.class, "serverOnly"),
                            "a JVM that starts the server and asks once",
                            new Limit.Difference(1000),
                            1,
                            9));
        }
    };

    abstract List<Comparison> comparisons() throws Exception;
}
