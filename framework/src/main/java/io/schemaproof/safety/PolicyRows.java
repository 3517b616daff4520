package io.schemaproof.safety;

import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.PolicyProbe;
import io.schemaproof.query.PolicyProbe.Conditions;
import io.schemaproof.query.PolicyProbe.Count;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which rows policies of before let pass and those of now do not, and the other way round, where their conditions are others: the server
 * was asked, with the rows that there are behind the migration.
 *
 * @param tables what was seen, by identity
 * @since 0.1
 */
public record PolicyRows(Map<String, List<Seen>> tables) {

    /** Of a migration that changes no policy. */
    public static final PolicyRows NONE = new PolicyRows(Map.of());

    private static final Pattern SETTING = Pattern.compile("current_setting\\(\\s*'(\\w+(?:\\.\\w+)+)'");
    private static final Pattern KEY = Pattern.compile("->>?\\s*'(\\w+)'");
    private static final String NO_ROW = "false";

    public PolicyRows {
        tables = Map.copyOf(tables);
    }

    /**
     * What a role meets.
     *
     * @param role whose; empty where none has a privilege here
     * @param commands for which the conditions are these
     * @param counts with the settings that were tried
     */
    record Seen(Optional<String> role, List<String> commands, List<Count> counts) {

        Seen {
            commands = List.copyOf(commands);
            counts = List.copyOf(counts);
        }

        Optional<Count> lost() {
            return most(Comparator.comparing(Count::lost)).filter(count -> count.lost() > 0);
        }

        Optional<Count> gained() {
            return most(Comparator.comparing(Count::gained)).filter(count -> count.gained() > 0);
        }

        /** Whether a row fulfils the former condition, so that nothing lost says something. */
        boolean meets() {
            return counts.stream().anyMatch(count -> count.was() > 0);
        }

        private Optional<Count> most(Comparator<Count> order) {
            return counts.stream().max(order);
        }
    }

    /** Ask the server, behind a migration. */
    public static PolicyRows of(Catalog before, Catalog after, AcceptedWrites.WritingSession session)
            throws SQLException {
        Map<String, List<Seen>> tables = new HashMap<>();
        for (Table was : before.tables()) {
            Optional<Table> now = FormerWrites.find(after, was);
            if (now.isPresent()
                    && was.isRowSecurityEnabled()
                    && now.get().isRowSecurityEnabled()
                    && !now.get().policies().isEmpty()
                    && !contents(was).equals(contents(now.get()))) {
                tables.put(was.identity(), ask(after, was, now.get(), new PolicyProbe(session.get())));
            }
        }
        return new PolicyRows(tables);
    }

    List<Seen> of(Table table) {
        return tables.getOrDefault(table.identity(), List.of());
    }

    private static Set<List<Optional<String>>> contents(Table table) {
        return Policy.of(table).map(Policy::content).collect(Collectors.toSet());
    }

    private static List<Seen> ask(Catalog after, Table was, Table now, PolicyProbe probe) throws SQLException {
        Privileges privileges = Privileges.of(now.object());
        Set<Optional<String>> roles = privileges.words().keySet().stream()
                .filter(role -> !role.equals(Roles.PUBLIC) && !now.owner().equals(Optional.of(role)))
                .map(Optional::of)
                .collect(Collectors.toSet());
        List<Seen> seen = new ArrayList<>();
        for (Optional<String> role : roles.isEmpty() ? Set.of(Optional.<String>empty()) : roles) {
            Map<Conditions, List<String>> asked = new LinkedHashMap<>();
            for (String command : Policy.COMMANDS) {
                if (role.isEmpty() || privileges.of(role.get()).contains(command)) {
                    for (String part : parts(command)) {
                        String former = condition(was, role, command, part);
                        String other = condition(now, role, command, part);
                        if (!former.equals(other)) {
                            asked.computeIfAbsent(conditions(after, former, other), key -> new ArrayList<>())
                                    .add(command);
                        }
                    }
                }
            }
            for (Map.Entry<Conditions, List<String>> each : asked.entrySet()) {
                seen.add(new Seen(
                        role,
                        each.getValue().stream().distinct().toList(),
                        probe.count(now, role.map(PolicyRows::unquoted), each.getKey())));
            }
        }
        return seen;
    }

    private static String unquoted(String role) {
        return role.startsWith("\"") ? role.substring(1, role.length() - 1).replace("\"\"", "\"") : role;
    }

    private static List<String> parts(String command) {
        return switch (command) {
            case "INSERT" -> List.of("with check");
            case "UPDATE" -> List.of("using", "with check");
            default -> List.of("using");
        };
    }

    /** What the server makes of all policies together. */
    private static String condition(Table table, Optional<String> role, String command, String part) {
        List<String> permissive = new ArrayList<>();
        List<String> all = new ArrayList<>();
        Policy.of(table)
                .filter(policy -> policy.isFor(command)
                        && (policy.isForAll()
                                || role.filter(policy.roles()::contains).isPresent()
                                || role.isEmpty()))
                .forEach(policy -> {
                    String text = "(" + policy.condition(part) + ")";
                    (policy.isPermissive() ? permissive : all).add(text);
                });
        all.add(0, permissive.isEmpty() ? NO_ROW : "(" + String.join(" OR ", permissive) + ")");
        return String.join(" AND ", all);
    }

    private static Conditions conditions(Catalog catalog, String was, String is) {
        StringBuilder text = new StringBuilder(was).append('\n').append(is);
        Set<String> called = new TreeSet<>();
        List<Function> open = new ArrayList<>(catalog.functions());
        boolean more = true;
        while (more) {
            more = open.removeIf(function -> {
                boolean named = WholeWord.in(text.toString(), function.name());
                if (named && called.add(function.signature())) {
                    text.append('\n').append(function.body());
                }
                return named;
            });
        }
        return new Conditions(was, is, found(SETTING, text), found(KEY, text));
    }

    private static Set<String> found(Pattern pattern, CharSequence text) {
        Matcher matcher = pattern.matcher(text);
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
