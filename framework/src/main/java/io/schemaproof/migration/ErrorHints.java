package io.schemaproof.migration;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What to do about the classic mistakes for which PostgreSQL gives no hint. */
final class ErrorHints {

    private static final String SYNTAX = "42601";
    private static final String NO_TYPE = "42704";
    private static final String NO_FUNCTION = "42883";

    private record Entry(String sqlState, Pattern message, Pattern statement, String hint) {}

    private static final List<Entry> TABLE = List.of(
            syntax(
                    "at or near \"COMMENT\"",
                    ".",
                    "COMMENT '...' within a table is MySQL's. PostgreSQL:"
                            + " COMMENT ON COLUMN table.column IS '...', as a statement of its own."),
            syntax(
                    "at or near \"AUTO_INCREMENT\"",
                    ".",
                    "AUTO_INCREMENT is MySQL's. PostgreSQL:" + " integer GENERATED ALWAYS AS IDENTITY."),
            syntax(
                    "at or near \"AUTOINCREMENT\"",
                    ".",
                    "AUTOINCREMENT is SQLite's. PostgreSQL:" + " integer GENERATED ALWAYS AS IDENTITY."),
            syntax(
                    "at or near \"IDENTITY\"",
                    "(?i)identity\\s*\\(",
                    "IDENTITY(1,1) is SQL Server's. PostgreSQL:" + " integer GENERATED ALWAYS AS IDENTITY."),
            syntax("at or near \"`\"", ".", "Backticks are MySQL's. PostgreSQL quotes names with \"double quotes\"."),
            syntax(
                    "at or near \"\\[\"",
                    "(?i)\\[\\w+\\]\\.?",
                    "Brackets around names are SQL Server's. PostgreSQL quotes" + " names with \"double quotes\"."),
            syntax("at or near \"ENGINE\"", ".", "ENGINE=... is MySQL's; leave it out."),
            syntax(
                    "at or near \"CHARSET\"|at or near \"DEFAULT\"",
                    "(?i)charset\\s*=",
                    "CHARSET=... is MySQL's; leave" + " it out: a PostgreSQL database has one encoding."),
            syntax(
                    "at or near \"UNSIGNED\"",
                    ".",
                    "UNSIGNED is MySQL's. PostgreSQL: a CHECK (column >= 0), or the next" + " larger type."),
            syntax(
                    "at or near \"ON\"",
                    "(?i)on\\s+update\\s+current_timestamp",
                    "ON UPDATE CURRENT_TIMESTAMP is MySQL's."
                            + " PostgreSQL: a BEFORE UPDATE trigger that sets the column."),
            syntax("at or near \"MODIFY\"", ".", "MODIFY is MySQL's. PostgreSQL: ALTER COLUMN column TYPE type."),
            syntax(
                    "at or near \"CHANGE\"",
                    ".",
                    "CHANGE is MySQL's. PostgreSQL: RENAME COLUMN, and ALTER COLUMN column" + " TYPE type."),
            syntax(
                    "at or near \"KEY\"|at or near \"INDEX\"|at or near \"\\(\"",
                    "(?is)create\\s+table.*,\\s*(unique\\s+)?(key|index)\\b",
                    "An index within CREATE TABLE is MySQL's. PostgreSQL: CREATE INDEX name ON table (column), as a statement of its own."),
            syntax(
                    "at or near \"NOT\"|at or near \"EXISTS\"|at or near \"IF\"",
                    "(?i)add\\s+constraint\\s+if\\s+not\\s+exists",
                    "ADD CONSTRAINT knows no IF NOT EXISTS. Drop it before (DROP CONSTRAINT IF EXISTS name), or ask"
                            + " pg_constraint in a DO block."),
            syntax(
                    "at or near \"NOT\"|at or near \"EXISTS\"|at or near \"IF\"",
                    "(?i)create\\s+(type|domain|trigger|policy)\\s+if\\s+not\\s+exists",
                    "CREATE TYPE, DOMAIN, TRIGGER and POLICY know no IF NOT EXISTS. Drop it before"
                            + " (DROP ... IF EXISTS), or catch duplicate_object in a DO block."),
            syntax(
                    "at or near \"DELIMITER\"",
                    ".",
                    "DELIMITER is a command of MySQL's client. PostgreSQL: write the" + " body between $$ and $$."),
            syntax(
                    "at or near \"GO\"",
                    ".",
                    "GO is a command of SQL Server's client; end statements with a semicolon."),
            syntax(
                    "at or near \"\\\\\"",
                    ".",
                    "A backslash begins a command of psql, and this script goes to the server" + " without psql."),
            new Entry(
                    NO_TYPE,
                    regex("type \"datetime\" does not exist"),
                    any(),
                    "DATETIME is MySQL's. PostgreSQL:" + " timestamptz, or timestamp."),
            new Entry(
                    NO_TYPE,
                    regex("type \"(tiny|medium)int\" does not exist"),
                    any(),
                    "PostgreSQL's small integers" + " are smallint and integer."),
            new Entry(
                    NO_TYPE,
                    regex("type \"(tiny|medium|long)text\" does not exist"),
                    any(),
                    "In PostgreSQL every" + " long text is text."),
            new Entry(NO_TYPE, regex("type \"(tiny|medium|long|)blob\" does not exist"), any(), "PostgreSQL: bytea."),
            new Entry(NO_TYPE, regex("type \"double\" does not exist"), any(), "PostgreSQL: double precision."),
            new Entry(NO_TYPE, regex("type \"nvarchar\" does not exist"), any(), "PostgreSQL: varchar, or text."),
            extension(NO_TYPE, "type \"(half|sparse|)vec(tor)?\" does not exist", "vector", "pgvector"),
            extension(NO_TYPE, "type \"citext\" does not exist", "citext", "contrib"),
            extension(NO_TYPE, "type \"hstore\" does not exist", "hstore", "contrib"),
            extension(NO_TYPE, "type \"ltree\" does not exist", "ltree", "contrib"),
            extension(NO_TYPE, "type \"(geometry|geography)\" does not exist", "postgis", "PostGIS"),
            extension(NO_TYPE, "operator class \"gin_trgm_ops\" does not exist", "pg_trgm", "contrib"),
            extension(NO_TYPE, "operator class \"gist_trgm_ops\" does not exist", "pg_trgm", "contrib"),
            extension(NO_TYPE, "operator class \"vector_\\w+_ops\" does not exist", "vector", "pgvector"),
            new Entry(
                    NO_TYPE,
                    regex("data type .+ has no default operator class for access method"),
                    regex("(?is)^\\s*alter\\s+table\\b.*\\btype\\b"),
                    "An index on the column is made anew for the new type, and its access method does not take that type."
                            + " Drop the index before the column changes, and make another one after it."),
            new Entry(
                    NO_TYPE,
                    regex("data type \\w+ has no default operator class for access method \"gist\""),
                    any(),
                    "CREATE EXTENSION IF NOT EXISTS btree_gist gives plain types one."),
            new Entry(
                    "22P02",
                    regex("malformed array literal"),
                    regex("(?is)^\\s*alter\\s+table\\b.*\\btype\\b"),
                    "A cast to a list takes texts in braces alone, and passes where there is no row. Split them:"
                            + " USING string_to_array(column, ','), by what is between the values."),
            new Entry(
                    NO_TYPE,
                    regex("collation \".+\" for encoding \".+\" does not exist"),
                    any(),
                    "A collation of libc is there where the operating system has its locale, which differs from server to server. One of ICU is the"
                            + " same on each: CREATE COLLATION name (provider = icu, locale = 'en-US'); in a script for --before, if production has it"
                            + " from its system."),
            new Entry(
                    NO_FUNCTION,
                    regex("function uuid_generate_v\\w+\\(.*\\) does not exist"),
                    any(),
                    "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\" before it, or use gen_random_uuid(), which PostgreSQL has"
                            + " by itself."),
            new Entry(
                    NO_FUNCTION,
                    regex("function uuidv7\\(\\) does not exist"),
                    any(),
                    "uuidv7() came with PostgreSQL 18."),
            extension(
                    NO_FUNCTION,
                    "function (crypt|gen_salt|digest|hmac|pgp_\\w+)\\(.*\\) does not exist",
                    "pgcrypto",
                    "contrib"),
            extension(
                    NO_FUNCTION, "function (similarity|word_similarity)\\(.*\\) does not exist", "pg_trgm", "contrib"),
            extension(NO_FUNCTION, "function unaccent\\(.*\\) does not exist", "unaccent", "contrib"),
            extension(NO_FUNCTION, "function create_hypertable\\(.*\\) does not exist", "timescaledb", "TimescaleDB"),
            new Entry(
                    "25001",
                    regex("cannot run inside a transaction block|cannot be executed from a function"),
                    any(),
                    "Give it a script of its own, and tell the tool to run that one without a transaction."),
            new Entry(
                    "57014",
                    regex("COPY operations|CopyManager"),
                    any(),
                    "The data of COPY FROM STDIN come from the client, and this tool sends none: use INSERT, or a"
                            + " script for psql."));

    private ErrorHints() {}

    static Optional<String> hint(String sqlState, String message, String statement) {
        return TABLE.stream()
                .filter(entry -> entry.sqlState().equals(sqlState)
                        && entry.message().matcher(message).find()
                        && entry.statement().matcher(statement).find())
                .map(Entry::hint)
                .findFirst();
    }

    private static Entry syntax(String message, String statement, String hint) {
        return new Entry(SYNTAX, Pattern.compile(message, Pattern.CASE_INSENSITIVE), regex(statement), hint);
    }

    private static Entry extension(String sqlState, String message, String name, String from) {
        return new Entry(
                sqlState,
                regex(message),
                any(),
                "CREATE EXTENSION IF NOT EXISTS " + name + " before it (" + from + "), and its schema in search_path.");
    }

    private static Pattern regex(String text) {
        return Pattern.compile(text);
    }

    private static Pattern any() {
        return Pattern.compile("");
    }
}
