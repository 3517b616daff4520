package io.schemaproof.configuration;

import java.lang.reflect.Field;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Every key of Schemaproof with its default and its meaning.
 *
 * <p>A value is looked up in the system properties, the environment ({@code SCHEMAPROOF_DATABASE} for {@code
 * schemaproof.database}) and, under JUnit, in {@code junit-platform.properties}.
 *
 * @since 0.1
 */
public final class ConfigurationParameters {

    /**
     * Which provider runs the server: {@code auto} (default), {@code embedded}, {@code testcontainers} or {@code local}; or the URL
     * of a server of somebody else on which databases may be made, {@code jdbc:postgresql://host/database?user=name}.
     */
    public static final String DATABASE = "schemaproof.database";

    /**
     * URLs of servers of somebody else, with commas between, of which each run takes the one on which the fewest are: a pool for JVMs
     * side by side, instead of {@value #DATABASE}; {@code none} for none, whatever others have set. No default.
     */
    public static final String SERVERS = "schemaproof.servers";

    /** Who connects to a server whose URL does not say it; default {@code PGUSER}, then the user of the system. */
    public static final String DATABASE_USER = "schemaproof.database.user";

    /** His password; default {@code PGPASSWORD}, then what {@code ~/.pgpass} says. */
    public static final String DATABASE_PASSWORD = "schemaproof.database.password";

    /**
     * Whether scripts may change on a server of somebody else what outlives their databases, such as roles; {@code true} or {@code
     * false} (default).
     */
    public static final String DATABASE_CLUSTER_CHANGES = "schemaproof.database.allow-cluster-changes";

    /**
     * Whether servers that are started here outlive the JVM and are found again by the next one of the same user; {@code true} or
     * {@code false} (default).
     */
    public static final String DATABASE_REUSE = "schemaproof.database.reuse";

    /** How long such a server waits for a next JVM before it ends by itself, {@code 90s}, {@code 8h}; default {@code 30min}. */
    public static final String DATABASE_REUSE_IDLE = "schemaproof.database.reuse.idle";

    /** Folder with the programs of an installed server, for the provider {@code local}; default where packages put them. */
    public static final String DATABASE_BINARIES = "schemaproof.database.binaries";

    /** Major version of the server, 14 to 18; default {@value #DATABASE_VERSION_DEFAULT}. */
    public static final String DATABASE_VERSION = "schemaproof.database.version";

    /** The major version when nobody asks for another. */
    public static final int DATABASE_VERSION_DEFAULT = 17;

    /** Image of the testcontainers provider; default {@code postgres:<major>}. */
    public static final String DATABASE_IMAGE = "schemaproof.database.image";

    /** Parent folder of data directories; default a memory file system with room, else the temporary folder. */
    public static final String DATABASE_DIRECTORY = "schemaproof.database.directory";

    /**
     * Folder with {@code pg_dump} and {@code pg_restore}; default those that come with the server, else those where packages
     * install them and in {@code PATH}.
     */
    public static final String DATABASE_CLIENT = "schemaproof.database.client";

    /** Folder that keeps server binaries between runs; default {@code $XDG_CACHE_HOME/schemaproof} or {@code ~/.cache/schemaproof}. */
    public static final String CACHE = "schemaproof.cache";

    /** Folder with migrations for tests that name none; no default. */
    public static final String MIGRATIONS = "schemaproof.migrations";

    /** Convention of the migrations; default {@code auto}. */
    public static final String MIGRATIONS_FORMAT = "schemaproof.migrations.format";

    /** How long a tool whose commands or library run the migrations may take for a step, such as {@code 30min}; default {@code 10min}. */
    public static final String MIGRATIONS_TIME_LIMIT = "schemaproof.migrations.time-limit";

    /** Script that runs before the migrations: what they expect to be there; no default. */
    public static final String BEFORE = "schemaproof.before";

    /** Dump that databases begin with, rows too; migrations that it holds are not applied; no default. */
    public static final String START = "schemaproof.start";

    /** Folder with rows, by version; no default. */
    public static final String SEED = "schemaproof.seed";

    /**
     * Whether each reading of what has changed in a catalogue is compared with a whole one, which takes as long as if everything
     * were read; {@code true} or {@code false} (default).
     */
    public static final String PARANOID = "schemaproof.paranoid";

    /**
     * How many servers of its own a round trip of many migrations works on at a time; default: as many as there are processors, up to 4. With 1
     * everything comes one after the other.
     */
    public static final String PARALLELISM = "schemaproof.parallelism";

    /** Whether the database of a failed test is kept until its server stops; {@code true} or {@code false} (default). */
    public static final String KEEP = "schemaproof.keep";

    /**
     * Columns whose values no message shows, with commas between: {@code email, customers.notes, *_phone}; {@code
     * !token_count} shows one that its name would hide. No default: only names like {@code password} or {@code iban} hide.
     */
    public static final String MASKED_COLUMNS = "schemaproof.masked-columns";

    /** What must happen when a migration is applied a second time: {@code required}, {@code forbidden} or {@code off} (default). */
    public static final String IDEMPOTENCY = "schemaproof.idempotency";

    /** Whether each migration needs a down: {@code required} (default) or {@code optional}, for projects that only go forward. */
    public static final String DOWNS = "schemaproof.downs";

    /** Folder with the queries of the services that run, a file for each, which each migration has to survive; no default. */
    public static final String QUERIES = "schemaproof.queries";

    /**
     * Rows that are generated for each table, so that migrations meet some; default {@value #ROWS_DEFAULT}, and 0 for none.
     */
    public static final String ROWS = "schemaproof.rows";

    /** The number of generated rows when nobody asks for another. */
    public static final int ROWS_DEFAULT = 100;

    /** Which part of the migrations is checked here, where several machines divide them: {@code 2/5}; no default: all. */
    public static final String SHARD = "schemaproof.shard";

    /**
     * JSON reports of earlier runs, with commas between, which say how long the checks of each migration took, so that the parts
     * are equal; no default: each migration counts the same.
     */
    public static final String SHARD_TIMES = "schemaproof.shard.times";

    /** File that receives the results as JSON; no default: no file. */
    public static final String REPORT_JSON = "schemaproof.report.json";

    /** Folder that receives the results for Allure; no default: no results of its own. */
    public static final String REPORT_ALLURE = "schemaproof.report.allure";

    /** File that receives the findings as SARIF 2.1.0, for code scanning; no default: no file. */
    public static final String REPORT_SARIF = "schemaproof.report.sarif";

    /** File that receives the findings as a report of code quality for GitLab; no default: no file. */
    public static final String REPORT_GITLAB = "schemaproof.report.gitlab";

    /** File that receives a summary in Markdown, for a pull request; no default: no file. */
    public static final String REPORT_MARKDOWN = "schemaproof.report.markdown";

    /** File that receives the results as one page of HTML that needs nothing else, for people; no default: no file. */
    public static final String REPORT_HTML = "schemaproof.report.html";

    /**
     * Address under which the pages of {@code docs} can be read, such as {@code https://git.example.org/schemaproof/docs/}; reports
     * then link each rule to its page. No default: no links.
     */
    public static final String REPORT_DOCS = "schemaproof.report.docs";

    /** File with findings that are known and let pass; no default. */
    public static final String FINDINGS_BASELINE = "schemaproof.findings.baseline";

    /** Whether that file is written anew with what is found; {@code true} or {@code false} (default). */
    public static final String FINDINGS_BASELINE_WRITE = "schemaproof.findings.baseline.write";

    /** Version of the server in production, such as {@code 14.2}; default that of the server on which the checks run. */
    public static final String PRODUCTION_VERSION = "schemaproof.production.version";

    /**
     * How large production's tables are, for estimates of how long they are blocked: a file of CSV, {@code
     * schema,table,rows,bytes}, or the URL of a database of which only the statistics are read; no default: no estimates.
     */
    public static final String PRODUCTION_SIZES = "schemaproof.production.sizes";

    /**
     * How long clients may wait behind a statement that waits for a lock, as its limit in force says: {@code 2s}, {@code 500ms}; default
     * 10 s.
     */
    public static final String TOLERATED_WAIT = "schemaproof.tolerated-wait";

    /** Day as of which waivers expire, such as {@code 2030-01-31}; default the server's, in UTC. */
    public static final String TODAY = "schemaproof.today";

    /** SQL that changes the database of each test after it was cloned; set by a mutation test for its own runs; no default. */
    public static final String MUTATION = "schemaproof.mutation";
    /**
     * Whether baselines of plans are written instead of compared; {@code true} or {@code false} (default). A system
     * property or environment variable only.
     */
    public static final String BASELINE_UPDATE = "schemaproof.baseline.update";

    /**
     * Whether snapshots of schemas are written instead of compared; {@code true} or {@code false} (default). A system
     * property or environment variable only.
     */
    public static final String SNAPSHOT_ACCEPT = "schemaproof.snapshot.accept";

    /**
     * Whether an index may be created for a moment on a database that Schemaproof did not create, to see what it would
     * save, or a privilege taken away, to see which columns a statement uses; {@code true} or {@code false} (default). A system property or environment variable only.
     */
    public static final String WHAT_IF = "schemaproof.what-if";

    /**
     * Whether rows that failed may be stored in a database that Schemaproof did not create; {@code true} or {@code false}
     * (default). A system property or environment variable only.
     */
    public static final String STORE_FAILURES = "schemaproof.store-failures";

    /**
     * Whether a frozen rule makes the file of its known violations where there is none; {@code true} or {@code false}
     * (default). A system property or environment variable only.
     */
    public static final String FREEZE_CREATE = "schemaproof.freeze.create";

    private ConfigurationParameters() {}

    /** Every key, sorted. */
    public static SortedSet<String> keys() {
        SortedSet<String> keys = new TreeSet<>();
        for (Field field : ConfigurationParameters.class.getFields()) {
            if (field.getType() == String.class) {
                try {
                    keys.add((String) field.get(null));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException("getFields() returns public fields only", e);
                }
            }
        }
        return keys;
    }
}
