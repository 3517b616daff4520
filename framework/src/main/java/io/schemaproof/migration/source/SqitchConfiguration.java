package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where {@code sqitch.conf} says that plan and scripts lie ({@code sqitch help config}); paths are relative to the folder.
 *
 * @param engine for which database; empty where it does not say
 */
record SqitchConfiguration(
        String plan, String deploy, String revert, String verify, String extension, Optional<String> engine) {

    private static final Pattern SECTION = Pattern.compile("\\s*\\[\\s*(\\w+)(?:\\s+\"([^\"]*)\")?\\s*]\\s*");
    private static final Pattern VALUE = Pattern.compile("\\s*(\\w+)\\s*=\\s*\"?(.*?)\"?\\s*(?:[#;].*)?");

    static SqitchConfiguration of(SourceFolder folder) {
        Map<String, String> values = new HashMap<>();
        folder.file("sqitch.conf").ifPresent(file -> read(file.head(), values));
        String top = values.getOrDefault("core.top_dir", ".");
        return new SqitchConfiguration(
                clean(values.getOrDefault("core.plan_file", join(top, "sqitch.plan"))),
                clean(values.getOrDefault("core.deploy_dir", join(top, "deploy"))),
                clean(values.getOrDefault("core.revert_dir", join(top, "revert"))),
                clean(values.getOrDefault("core.verify_dir", join(top, "verify"))),
                values.getOrDefault("core.extension", "sql"),
                Optional.ofNullable(values.get("core.engine")));
    }

    private static void read(String text, Map<String, String> values) {
        String section = "";
        for (String line : text.lines().toList()) {
            Matcher head = SECTION.matcher(line);
            Matcher value = VALUE.matcher(line);
            if (head.matches()) {
                section = head.group(1) + (head.group(2) == null ? "" : "." + head.group(2));
            } else if (!line.strip().startsWith("#") && !line.strip().startsWith(";") && value.matches()) {
                values.put(section + "." + value.group(1), value.group(2));
            }
        }
    }

    private static String join(String top, String name) {
        return top + "/" + name;
    }

    private static String clean(String path) {
        String cleaned = path;
        while (cleaned.startsWith("./")) {
            cleaned = cleaned.substring(2);
        }
        return cleaned.replace("/./", "/").replace("//", "/");
    }

    String path(String below, String name) {
        return below + "/" + name + "." + extension;
    }

    boolean isScript(SourceFile file) {
        return file.path().startsWith(deploy + "/")
                || file.path().startsWith(revert + "/")
                || file.path().startsWith(verify + "/");
    }

    void requirePostgresql() {
        if (engine.filter(name -> !name.equals("pg")).isPresent()) {
            throw new MigrationException("sqitch.conf says that these changes are for the engine " + engine.get()
                    + ", not for PostgreSQL (pg).");
        }
    }
}
