package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.QualifiedName;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code ALTER ROLE … SET} and {@code ALTER DATABASE … SET} give a session of the application of before from its next connection on. */
final class SessionDefaults implements SafetyRule {

    private static final String PATH = "search_path";

    /** By which a statement means another thing, or is refused. */
    private static final Set<String> MEANING = Set.of(
            "timezone",
            "datestyle",
            "intervalstyle",
            "bytea_output",
            "default_transaction_isolation",
            "default_transaction_read_only",
            "role",
            "row_security",
            "session_replication_role",
            "standard_conforming_strings");

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        Settings was = Settings.of(migration.before());
        Settings now = Settings.of(migration.after());
        Set<String> settings = new TreeSet<>(was.values().keySet());
        settings.addAll(now.values().keySet());
        for (String setting : settings) {
            Map<String, List<String>> told = new LinkedHashMap<>();
            for (String role : roles(migration, was, now, setting)) {
                Optional<String> before = was.of(setting, role);
                Optional<String> after = now.of(setting, role);
                if (!before.equals(after)) {
                    change(migration, setting, role, before, after)
                            .ifPresent(what -> told.computeIfAbsent(what, key -> new ArrayList<>())
                                    .add(role));
                }
            }
            told.forEach((what, of) -> findings.add(finding(migration, setting, of, what)));
        }
        return findings;
    }

    /**
     * The values of settings, by the role for which they are set, and the empty text for all.
     *
     * @param values by the name of the setting
     */
    private record Settings(Map<String, Map<String, String>> values) {

        /** What is set in the database goes before what is set everywhere. */
        static Settings of(Catalog catalog) {
            Map<String, Map<String, String>> values = new TreeMap<>();
            for (ObjectKind kind : List.of(ObjectKind.ROLE_SETTING, ObjectKind.DATABASE_SETTING)) {
                for (CatalogObject object : catalog.objects(kind)) {
                    List<String> parts = QualifiedName.parts(object.id().identity());
                    values.computeIfAbsent(parts.get(parts.size() - 1), key -> new TreeMap<>())
                            .put(
                                    parts.size() > 1 ? parts.get(0) : "",
                                    object.attribute("value").orElse(""));
                }
            }
            return new Settings(values);
        }

        Optional<String> of(String setting, String role) {
            Map<String, String> all = values.getOrDefault(setting, Map.of());
            return Optional.ofNullable(all.get(role)).or(() -> Optional.ofNullable(all.get("")));
        }
    }

    /** Those of before for which it is set, and the empty text for all others. */
    private static Set<String> roles(TracedMigration migration, Settings was, Settings now, String setting) {
        Set<String> there = migration.before().objects(ObjectKind.ROLE).stream()
                .map(role -> role.id().name())
                .collect(Collectors.toSet());
        return Stream.of(was, now)
                .flatMap(settings -> settings.values().getOrDefault(setting, Map.of()).keySet().stream())
                .filter(role -> role.isEmpty() || there.contains(role))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<String> change(
            TracedMigration migration, String setting, String role, Optional<String> before, Optional<String> after) {
        if (setting.equals(PATH)) {
            SearchPath was = SearchPath.of(before, role);
            SearchPath now = SearchPath.of(after, role);
            return was.change(migration.after(), now)
                    .map(what -> "looks for names in " + now.text() + " now, and did in " + was.text() + ": " + what);
        }
        return MEANING.contains(setting.toLowerCase(Locale.ROOT))
                ? Optional.of("begins with "
                        + after.map(value -> setting + " = " + value).orElse("the server's " + setting)
                        + " now, and did with "
                        + before.orElse("the server's") + ".")
                : Optional.empty();
    }

    private static Finding finding(TracedMigration migration, String setting, List<String> roles, String what) {
        boolean all = roles.contains("");
        String of = all ? "each role without a " + setting + " of its own" : Words.list(roles);
        return SafetyFinding.naming(
                migration,
                Hazard.SESSION_DEFAULT,
                all ? setting : roles.get(0) + "." + setting,
                setting,
                "A session of " + of + " " + what,
                setting.equals(PATH)
                        ? "First deploy an application that names the schema of what it uses, or sets its own search_path, and do this in a later release."
                        : "First deploy an application that sets it for itself, and do this in a later release.",
                Map.of("setting", setting));
    }
}
