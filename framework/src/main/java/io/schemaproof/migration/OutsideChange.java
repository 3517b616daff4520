package io.schemaproof.migration;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.SqlSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What reaches beyond the database in which it runs: it would outlive the database, or change another. Read from the text, in
 * bodies of functions and texts that may be executed too, and rather once too often: who means it can say so.
 */
final class OutsideChange {

    /** Where a statement may begin: also within a body, or within a text that is executed. */
    private static final String START = "(?:^|[;'$(>]|\\b(?:BEGIN|THEN|ELSE|LOOP|EXECUTE|DO|AS|ATOMIC))\\s*";

    private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[\\w$]+)";

    private static final List<Pattern> ALWAYS = List.of(
            start("(?:CREATE|ALTER|DROP)\\s+(?:ROLE|GROUP|TABLESPACE|SUBSCRIPTION|USER(?!\\s+MAPPING\\b))\\b"),
            start("(?:CREATE|DROP)\\s+DATABASE\\b"),
            start("ALTER\\s+SYSTEM\\b"),
            start("(?:DROP|REASSIGN)\\s+OWNED\\b"),
            start("(?:CREATE|ALTER)\\s+SERVER\\b"),
            // Membership: what is granted is no privilege on something.
            start("(?:GRANT|REVOKE)\\b(?:(?!\\bON\\b)[^;])*?\\b(?:TO|FROM)\\b"),
            start("(?:GRANT|REVOKE)\\b[^;]*?\\bON\\s+(?:TABLESPACE|PARAMETER)\\b"),
            start("(?:COMMENT|SECURITY\\s+LABEL)\\b[^;]*?\\bON\\s+(?:ROLE|TABLESPACE|SUBSCRIPTION)\\b"),
            start("COPY\\b[^;]*?\\b(?:FROM|TO)\\s+PROGRAM\\b"),
            start("COPY\\b[^;]*?\\bTO\\s+(?:[eE]|U&)?'"),
            Pattern.compile(
                    "\\b(?:dblink\\w*|pg_terminate_backend|pg_cancel_backend|pg_reload_conf|pg_rotate_logfile\\w*|pg_switch_wal"
                            + "|pg_create_restore_point|pg_backup_start|pg_start_backup|pg_promote|pg_wal_replay_\\w+"
                            + "|pg_create_(?:physical|logical)_replication_slot|pg_copy_(?:physical|logical)_replication_slot"
                            + "|pg_drop_replication_slot|pg_replication_origin_\\w+|pg_stat_reset_\\w+|pg_file_\\w+"
                            + "|lo_export)\\s*\\(",
                    Pattern.CASE_INSENSITIVE));

    /** Those that name a database, which may be the own one. */
    private static final List<Pattern> OF_DATABASES = List.of(
            start("ALTER\\s+DATABASE\\s+(?<name>" + NAME + "?)(?<rest>[^;]*)"),
            start("(?:GRANT|REVOKE|COMMENT|SECURITY\\s+LABEL)\\b[^;]*?\\bON\\s+DATABASE\\s+(?<name>" + NAME
                    + "?)(?<rest>[^;]*)"));

    private static final Pattern NO_MORE_OURS = Pattern.compile(
            "\\s*(?:RENAME|OWNER|SET\\s+TABLESPACE)\\b.*|\\s*,.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Their texts are data. */
    private static final Set<String> OF_DATA = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "COMMENT", "SECURITY");

    private static final int SHOWN = 100;

    private OutsideChange() {}

    private static Pattern start(String pattern) {
        return Pattern.compile(START + "(?<found>" + pattern + ")", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /**
     * Return the first place that reaches beyond a database, as a message shows it.
     *
     * @param sql one or several statements
     * @param database its name
     */
    static Optional<String> in(String sql, String database) {
        return statements(sql).stream()
                .flatMap(statement -> inOne(statement, database).stream())
                .findFirst();
    }

    private static List<String> statements(String sql) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        String first = "";
        for (SqlSpan span : SqlSpan.of(sql)) {
            if (span.kind() == SqlSpan.Kind.END) {
                statements.add(code(statement.toString(), first));
                statement.setLength(0);
                first = "";
            } else if (span.kind() != SqlSpan.Kind.DATA) {
                statement.append(span.text());
                first = first.isEmpty() && span.kind() == SqlSpan.Kind.WORD ? span.text() : first;
            }
        }
        statements.add(code(statement.toString(), first));
        return statements;
    }

    private static String code(String statement, String first) {
        return (OF_DATA.contains(first.toUpperCase(Locale.ROOT))
                        ? SqlCode.withoutCommentsAndTexts(statement)
                        : SqlCode.withoutComments(statement))
                .strip();
    }

    private static Optional<String> inOne(String code, String database) {
        for (Pattern pattern : ALWAYS) {
            Matcher matcher = pattern.matcher(code);
            if (matcher.find()) {
                int begin = pattern.pattern().startsWith(START) ? matcher.start("found") : matcher.start();
                return Optional.of(SqlCode.abbreviated(code.substring(begin), SHOWN));
            }
        }
        for (Pattern pattern : OF_DATABASES) {
            Matcher matcher = pattern.matcher(code);
            while (matcher.find()) {
                if (!unquoted(matcher.group("name")).equals(database)
                        || NO_MORE_OURS.matcher(matcher.group("rest")).matches()) {
                    return Optional.of(SqlCode.abbreviated(matcher.group("found"), SHOWN));
                }
            }
        }
        return Optional.empty();
    }

    private static String unquoted(String name) {
        return name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name.toLowerCase(Locale.ROOT);
    }
}
