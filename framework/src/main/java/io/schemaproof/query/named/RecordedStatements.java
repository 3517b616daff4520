package io.schemaproof.query.named;

import io.schemaproof.base.Quantity;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.query.StatementKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells, of what a server has recorded, the queries that can be sent from the rest, which it counts. */
final class RecordedStatements {

    private static final String EXTENSION = "pg_stat_statements";
    private static final String HIDDEN = "<insufficient privilege>";
    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\p{N}_$])\\$(\\d+)");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
    /** What says nothing of tables and columns. */
    private static final Set<String> WITHOUT_SCHEMA = Set.of(
            "BEGIN",
            "START",
            "COMMIT",
            "END",
            "ROLLBACK",
            "ABORT",
            "SAVEPOINT",
            "RELEASE",
            "SET",
            "RESET",
            "SHOW",
            "DISCARD",
            "DEALLOCATE",
            "LISTEN",
            "UNLISTEN",
            "NOTIFY",
            "CHECKPOINT",
            "VACUUM",
            "ANALYZE",
            "CLOSE",
            "FETCH",
            "MOVE",
            "EXPLAIN");

    private final Optional<String> service;
    private final Map<String, String> searchPaths;
    private final Map<String, NamedQuery> queries = new LinkedHashMap<>();
    private final Map<String, Integer> withoutPlan = new TreeMap<>();
    private int hidden;
    private int lost;
    private int nested;

    /**
     * @param service that has sent all of it; empty where the role, or a comment, says so
     * @param searchPaths of roles
     */
    RecordedStatements(Optional<String> service, Map<String, String> searchPaths) {
        this.service = service;
        this.searchPaths = searchPaths;
    }

    /** @param topLevel whether a client has sent it, and not a function */
    void add(String role, Optional<String> text, boolean topLevel) {
        if (text.isEmpty()) {
            lost++;
        } else if (text.get().equals(HIDDEN)) {
            hidden++;
        } else if (!topLevel) {
            nested++;
        } else if (StatementKind.of(text.get()) == StatementKind.OTHER) {
            addWithoutPlan(text.get());
        } else if (!text.get().contains(EXTENSION)) {
            addQuery(role, text.get());
        }
    }

    private void addWithoutPlan(String text) {
        Matcher word = WORD.matcher(StatementKind.withoutLiterals(text));
        String keyword = word.find() ? word.group().toUpperCase(Locale.ROOT) : "?";
        if (!WITHOUT_SCHEMA.contains(keyword)) {
            withoutPlan.merge(keyword, 1, Integer::sum);
        }
    }

    private void addQuery(String role, String text) {
        RecordedText recorded = RecordedText.of(text);
        ServiceSession session = Optional.ofNullable(searchPaths.get(role))
                .map(ServiceSession.DEFAULT::withSearchPath)
                .orElse(ServiceSession.DEFAULT);
        String sender = service.or(() -> RecordedText.application(text)).orElse(role);
        String name = RecordedText.name(text);
        NamedQuery query = query(sender, name, recorded, session);
        NamedQuery known = queries.putIfAbsent(query.id(), query);
        if (known != null && !known.session().equals(session)) {
            // The same words of another role may name other tables.
            NamedQuery other = query(sender, name + "_" + role.replaceAll("[^\\p{L}\\p{N}_-]", "_"), recorded, session);
            queries.putIfAbsent(other.id(), other);
        }
    }

    private static NamedQuery query(String service, String name, RecordedText recorded, ServiceSession session) {
        int last = NUMBER.matcher(recorded.sql())
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .max()
                .orElse(0);
        List<String> parameters = new ArrayList<>();
        for (int number = 1; number <= last; number++) {
            parameters.add("$" + number);
        }
        return new NamedQuery(
                service,
                name,
                recorded.sql(),
                parameters,
                recorded.samples(),
                Optional.empty(),
                Optional.empty(),
                session,
                EXTENSION,
                0);
    }

    /**
     * The queries.
     *
     * @param database as messages show it
     * @param sender half a sentence: who was asked for
     * @param discarded how often the server had no room
     * @throws MigrationException if there is none
     */
    QuerySet end(String database, String sender, long discarded) {
        if (queries.isEmpty()) {
            throw new MigrationException(
                    EXTENSION + " of " + database + " holds no statement with a plan" + sender + "."
                            + (hidden == 0
                                    ? ""
                                    : " " + Quantity.of(hidden, "text")
                                            + " of other roles are hidden: GRANT pg_read_all_stats to the role that reads."));
        }
        List<String> rest = rest(discarded);
        return new QuerySet(
                List.copyOf(queries.values()),
                rest.isEmpty()
                        ? List.of()
                        : List.of(EXTENSION + " of " + database + " has more, which nobody checks: "
                                + String.join("; ", rest) + "."));
    }

    private List<String> rest(long discarded) {
        List<String> rest = new ArrayList<>();
        if (hidden > 0) {
            rest.add(Quantity.of(hidden, "text") + " of other roles, hidden from who is no pg_read_all_stats");
        }
        if (!withoutPlan.isEmpty()) {
            rest.add(Quantity.of(
                            withoutPlan.values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum(),
                            "statement")
                    + " without a plan ("
                    + withoutPlan.entrySet().stream()
                            .map(entry -> entry.getValue() + " " + entry.getKey())
                            .collect(Collectors.joining(", "))
                    + ")");
        }
        if (nested > 0) {
            rest.add(Quantity.of(nested, "statement") + " that functions have sent");
        }
        if (lost > 0) {
            rest.add(Quantity.of(lost, "statement") + " whose text is lost");
        }
        if (discarded > 0) {
            rest.add("what the server has thrown away for want of room, " + Quantity.of(discarded, "time")
                    + " since its statistics were reset (pg_stat_statements.max)");
        }
        return rest;
    }
}
