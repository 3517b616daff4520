package io.schemaproof.safety;

import io.schemaproof.rule.Severity;
import java.util.Optional;

/**
 * What a migration can do to the application that runs meanwhile, and why that matters on a busy database.
 *
 * @since 0.1
 */
public enum Hazard {
    /** A statement takes a lock that others wait for, and does work that grows with the tables. */
    BLOCKING_WORK(
            "safety.blocking-work",
            Severity.ERROR,
            "The lock is kept until the transaction ends. The work takes as long as the table is large, and the application stands"
                    + " still that long: its connections run out within seconds."),
    /** A statement does work that grows with the tables while its transaction holds such a lock already. */
    HELD_WHILE_WORKING(
            "safety.held-while-working",
            Severity.ERROR,
            "Locks are kept until the transaction ends, so the application waits for this work, too."),
    /** A statement with CONCURRENTLY would be cut off by a timeout. */
    CONCURRENTLY_UNDER_TIMEOUT(
            "safety.concurrently-under-timeout",
            Severity.ERROR,
            "CONCURRENTLY waits for every older snapshot of the database, also of transactions on other tables, and lock_timeout"
                    + " counts that wait, statement_timeout and transaction_timeout the work, too. The first long query or backup, or a large"
                    + " table, ends it with an error, and what was begun stays behind, unfinished: each write maintains an index that no query uses."),
    /** The server builds indexes with CONCURRENTLY in which rows are missing. */
    CONCURRENTLY_CORRUPTS(
            "safety.concurrently-corrupts",
            Severity.ERROR,
            "PostgreSQL 14.0 to 14.3 may leave rows out of an index that is built while others write: queries do not find them, and"
                    + " a unique index lets a second one pass."),
    /** IF NOT EXISTS takes an invalid index for the one that is wanted. */
    INVALID_INDEX_HIDDEN(
            "safety.if-not-exists-hides-invalid",
            Severity.WARNING,
            "Where CREATE INDEX CONCURRENTLY was cut off, an invalid index of this name stays behind. The next try finds the name,"
                    + " skips the work and reports success: the index stays invalid, and nobody hears of it."),
    /** Rows are changed in bulk, and the same transaction goes on to change the schema. */
    DATA_BESIDE_DDL(
            "safety.data-and-schema-in-one-transaction",
            Severity.ERROR,
            "The changed rows stay locked until the transaction ends. The change of the schema may have to wait for its lock with all of"
                    + " them in its hands, and everybody who comes later waits behind it."),
    /** A relation or column of before has another name. */
    RENAME(
            "safety.rename",
            Severity.ERROR,
            "The application that runs now, and every server that is not replaced yet, uses the former name: its statements fail from the commit on."),
    /** A sequence or a type of before is not there under its name. */
    NAME_REMOVED(
            "safety.name-removed",
            Severity.WARNING,
            "Columns and defaults follow a new name by themselves, and an application does not: where it names the former one, as Hibernate"
                    + " does with sequences and casts do with types, its statements fail from the commit on."),
    /** A function of before is called otherwise, or gives something else. */
    FUNCTION_CHANGED(
            "safety.function-changed",
            Severity.WARNING,
            "A statement of the application that runs now calls it as before: it ends with an error from the commit on, or reads something else."),
    /** A column that each INSERT has to name was added to a table of before. */
    REQUIRED_COLUMN(
            "safety.required-column",
            Severity.ERROR,
            "The application that runs now does not know it: each of its INSERTs into the table fails from the commit on."),
    /** A column has lost its default. */
    DEFAULT_REMOVED(
            "safety.default-removed",
            Severity.WARNING,
            "An INSERT of the application that runs now may leave it out: it fails then, or has NULL where it never did."),
    /** What a trigger did with each write nothing does any more. */
    TRIGGER_REMOVED(
            "safety.trigger-removed",
            Severity.WARNING,
            "The application that runs now leaves it to the trigger: its statements succeed as before, and a value stays empty or old, or a row of a log"
                    + " or a copy is missing."),
    /** A column is not computed any more. */
    EXPRESSION_REMOVED(
            "safety.expression-removed",
            Severity.WARNING,
            "The application that runs now names it in no write, for it might not: a new row has no value there, or the same one as all others, and"
                    + " a row that is changed keeps a value that is wrong. Where it must not be null, each INSERT fails."),
    /** A column of before may be null that might not. */
    NULL_ALLOWED(
            "safety.null-allowed",
            Severity.NOTE,
            "The application that runs now, and every server that is not replaced yet, has never met NULL there: it does as soon as the new one"
                    + " writes it, and still does where the release is taken back."),
    /** A type of before takes values that the former application does not know. */
    VALUE_ADDED(
            "safety.value-added",
            Severity.NOTE,
            "The application that runs now, and every server that is not replaced yet, does not know it: as soon as the new one writes it, such a row"
                    + " cannot be read into an enumeration, and still not where the release is taken back."),
    /** What the former application may write into an old column is refused. */
    STRICTER(
            "safety.stricter",
            Severity.WARNING,
            "The application that runs now may still write it: its statement fails from the commit on, also where the constraint is"
                    + " NOT VALID, which only leaves out the rows of before."),
    /** What becomes of rows that refer to one that goes is another thing than before. */
    REFERENTIAL_ACTION(
            "safety.referential-action",
            Severity.WARNING,
            "The application that runs now was written for the former: it loses rows or values that it never meant, or keeps some that it believes"
                    + " gone, and nothing fails that would say so."),
    /** Columns that were unique are not any more. */
    UNIQUE_REMOVED(
            "safety.unique-removed",
            Severity.WARNING,
            "INSERT … ON CONFLICT that relies on it fails from the commit on, and what relies on one row may meet two."),
    /** What is unique is called otherwise. */
    KEY_NAME_REMOVED(
            "safety.key-name-removed",
            Severity.NOTE,
            "INSERT … ON CONFLICT ON CONSTRAINT with the former name fails from the commit on, and an application that reads in an error which"
                    + " value is taken already, as Ecto and Spring do by this name, does not know the new one."),
    /** A table of before takes no UPDATE or DELETE any more. */
    WRITES_REFUSED(
            "safety.writes-refused",
            Severity.ERROR,
            "The application that runs now sends them: each one ends with an error from the commit on, whatever row it is about."),
    /** A view of before does not pass on what is written through it. */
    VIEW_NOT_WRITABLE(
            "safety.view-not-writable",
            Severity.WARNING,
            "What an application writes through it ends with an error from the commit on."),
    /** A column of a view of before is of another type. */
    VIEW_COLUMN_TYPE(
            "safety.view-column-type",
            Severity.WARNING,
            "The application that runs now reads it as before: it cannot take the value, compares it otherwise, or sends a parameter that the server"
                    + " refuses beside it."),
    /** A role of before may do less. */
    PRIVILEGE_REMOVED(
            "safety.privilege-removed",
            Severity.WARNING,
            "A statement of the application that runs now and needs it ends with an error from the commit on, which nobody sees who runs as"
                    + " the owner or a superuser."),
    /** Rows that row level security kept from roles are shown to them. */
    ROW_SECURITY_REMOVED(
            "safety.row-security-removed",
            Severity.WARNING,
            "A role reads rows that were kept from it, such as another customer's, and nothing fails that would say so."),
    /** A session of the former application begins with another setting. */
    SESSION_DEFAULT(
            "safety.session-default",
            Severity.WARNING,
            "It counts from the next connection on: the same statement of the application that runs now fails, meets another table or means another value, and"
                    + " in old connections it does not yet."),
    /** A materialized view cannot be refreshed beside its readers. */
    NO_CONCURRENT_REFRESH(
            "safety.no-concurrent-refresh",
            Severity.WARNING,
            "REFRESH MATERIALIZED VIEW CONCURRENTLY ends with an error from now on, so the view keeps its old rows; without CONCURRENTLY each"
                    + " query of it waits for the refresh."),
    /** The numbers of a sequence lie closer together than before. */
    SEQUENCE_STEP(
            "safety.sequence-step",
            Severity.WARNING,
            "An application that takes a block of numbers with each nextval, as Hibernate does with allocationSize, still counts on: it and its"
                    + " neighbours use the same numbers, and INSERTs meet keys that are taken."),
    /** The numbers of a sequence end earlier than before, or come again. */
    SEQUENCE_END(
            "safety.sequence-end",
            Severity.WARNING,
            "Where production is past the new end, the statement fails there. Where it is not yet, each INSERT that takes a number fails on the day on"
                    + " which it comes there, or meets a key that is taken."),
    /** Something falls that the statement does not name. */
    CASCADE(
            "safety.cascade",
            Severity.ERROR,
            "CASCADE takes along whatever depends on it. In production that may be more than here."),
    /** A lock that others wait for is asked for without a limit to the wait. */
    NO_LOCK_TIMEOUT(
            "safety.no-lock-timeout",
            Severity.WARNING,
            "Where one long query or idle transaction holds the table, the statement waits for it, and every later query waits behind the"
                    + " statement: the application stands still for as long as that takes."),
    /** One transaction asks for locks on several tables, one after the other. */
    SEVERAL_TABLES(
            "safety.several-tables",
            Severity.WARNING,
            "An application that uses the tables in another order waits for the migration, and the migration for it: one of them"
                    + " is ended with an error. And the first table is locked for as long as the wait for the second takes."),
    /** Several statements go through one table where one could. */
    MANY_ALTERS(
            "safety.many-alters",
            Severity.WARNING,
            "Each of them goes through the table from begin to end, and the application stands still for all of them. The actions"
                    + " of one statement share one pass."),
    /** A statement finds that it has nothing to do, and locks for it. */
    LOCK_FOR_NOTHING(
            "safety.lock-for-nothing",
            Severity.WARNING,
            "The lock comes before the look: it waits for long queries, and everybody who comes later waits behind it. And what is there"
                    + " already may be another thing than the one that is meant."),
    /** A change is free in one time zone only. */
    TIME_ZONE(
            "safety.time-zone",
            Severity.WARNING,
            "Who deploys decides what happens: pgjdbc gives its session the time zone of the JVM. The values are taken for times of that zone, too."),
    /** One transaction works through tables for long, though nobody waits for its locks. */
    LONG_TRANSACTION(
            "safety.long-transaction",
            Severity.NOTE,
            "As long as it is open, VACUUM removes no row that has died since it began, in no table, and each CONCURRENTLY waits for it."),
    /** Rows of the table in which a migration tool keeps its books are written. */
    TOOL_TABLE(
            "safety.tool-table",
            Severity.ERROR,
            "What the tool believes to be applied is another thing then than what is: the next deployment leaves a migration out, applies it"
                    + " twice, or refuses to begin."),
    /** A statement succeeds and does not do what it says. */
    WITHOUT_EFFECT("safety.without-effect", Severity.WARNING, "It looks as if it were done."),
    /** Something is begun and not ended by the last migration. */
    LEFT_UNFINISHED("safety.left-unfinished", Severity.WARNING, "What is left for later is forgotten."),
    /** A foreign key whose columns no index leads with. */
    FOREIGN_KEY_WITHOUT_INDEX(
            "safety.foreign-key-without-index",
            Severity.WARNING,
            "Whoever deletes a referenced row, or changes its key, has the server read this whole table, with the row locked."),
    /** A foreign key whose columns are of another type than those that it refers to. */
    FOREIGN_KEY_TYPE(
            "safety.foreign-key-type",
            Severity.WARNING,
            "A value fits into the one and not into the other, or has to be converted for each comparison, which no index helps with."),
    /** A key that the server counts up to the end of a small type. */
    INTEGER_KEY(
            "safety.integer-key",
            Severity.NOTE,
            "When the numbers end, each INSERT fails. The change of type then writes the table anew, with everybody waiting, and so"
                    + " it does for each table that refers to it."),
    /** An index that does what another one does. */
    DUPLICATE_INDEX(
            "safety.duplicate-index",
            Severity.WARNING,
            "Each write maintains both, and both take room in memory; no query gains by it."),
    /** An index that has no room for what its table takes. */
    INDEX_TOO_WIDE(
            "safety.index-too-wide",
            Severity.WARNING,
            "Each INSERT and UPDATE of such a row ends with an error, on the day on which somebody writes one; and where there is one"
                    + " already, the index cannot be built."),
    /** An index that another one begins with. */
    REDUNDANT_INDEX(
            "safety.redundant-index",
            Severity.NOTE,
            "The other one serves the same searches, and each write maintains both. That this one is smaller may be why it is there."),
    /** A table that a crash empties. */
    UNLOGGED(
            "safety.unlogged",
            Severity.WARNING,
            "A crash of the server empties it, and a standby never has its rows, so it is empty after a failover, too."),
    /** Row level security is on and lets nobody see a row. */
    ROW_SECURITY_WITHOUT_POLICY(
            "safety.row-security-without-policy",
            Severity.WARNING,
            "Nobody but the owner and who bypasses row level security sees a row: a SELECT finds nothing and says nothing, an INSERT is refused."),
    /** Every role may do something. */
    PUBLIC_PRIVILEGE(
            "safety.public-privilege",
            Severity.WARNING,
            "PUBLIC is every role of the server, those of other applications and those to come among them."),
    /** A role that may use all other tables may not use a new one. */
    GRANTS_MISSING(
            "safety.grants-missing",
            Severity.WARNING,
            "Each statement of that role on it ends with an error, which nobody sees who runs as the owner or a superuser."),
    /** The rows of a published table cannot be told apart. */
    NO_REPLICA_IDENTITY(
            "safety.no-replica-identity",
            Severity.WARNING,
            "INSERTs work, so tests that only insert pass; the first UPDATE or DELETE ends with an error."),
    /** A new table belongs to another role than all others. */
    OWNER_DIFFERS(
            "safety.owner-differs",
            Severity.WARNING,
            "Who owns the others cannot change this one, nor may that role use it; row level security holds for the one and not for the other."),
    /** A relation or column of before is gone. */
    DROP(
            "safety.drop",
            Severity.WARNING,
            "The application that runs now may still use it, if only in SELECT *; its statements fail from the commit on. What it held is gone."),
    /** What is dropped and made again under its name lacks what was said of it apart. */
    LOST_WHEN_REMADE(
            "safety.lost-when-remade",
            Severity.ERROR,
            "Whatever was said of it apart goes with it, and nothing says so: a role's statements end with an error from the commit on, a trigger is"
                    + " not run any more, a value is not refused, a query reads everything, or a subscriber gets nothing."),
    /** A table of before is emptied. */
    TRUNCATE("safety.truncate", Severity.WARNING, "All rows are gone, and no WHERE protects any."),
    /** Rows are changed in bulk by one statement. */
    UNBATCHED_CHANGE(
            "safety.unbatched-change",
            Severity.WARNING,
            "Each row stays locked until the transaction ends, whoever wants to change one waits, and as many dead rows stay behind."),
    /** The session keeps something that the next migration finds. */
    SESSION_LEAK(
            "safety.session-leak",
            Severity.WARNING,
            "Tools run one migration after the other in one session. What comes next behaves differently after this one than alone."),
    /** What a linter would say of the text is not so. */
    TEXT_CONTRADICTED(
            "safety.text-contradicted",
            Severity.NOTE,
            "A linter that reads only the text would stop these, for nothing. They are told once for all migrations, so that nobody wonders why they pass."),
    /** What a linter would say of the text, nobody has seen. */
    TEXT_ONLY("safety.text-only", Severity.NOTE, "It may be so: look at it."),
    /** Nobody knows what the server would do. */
    NOT_CHECKED("safety.not-checked", Severity.WARNING, "What was not seen cannot be passed.");

    private final String id;
    private final Severity severity;
    private final String why;

    Hazard(String id, Severity severity, String why) {
        this.id = id;
        this.severity = severity;
        this.why = why;
    }

    /** The name in reports, never given to another rule. */
    public String id() {
        return id;
    }

    public Severity severity() {
        return severity;
    }

    /** Why it matters, in sentences. */
    public String why() {
        return why;
    }

    /** What it is a danger to; empty where nobody knows. */
    public Optional<HazardFamily> family() {
        return HazardFamily.of(this);
    }

    /** Whether a finding says that nothing is known, and not that something is wrong. */
    public boolean isInconclusive() {
        return this == NOT_CHECKED;
    }
}
