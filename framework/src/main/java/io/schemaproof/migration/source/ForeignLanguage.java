package io.schemaproof.migration.source;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Languages other than SQL in which tools let people write a step. */
final class ForeignLanguage {

    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("java", "Java"),
            Map.entry("kt", "Kotlin"),
            Map.entry("groovy", "Groovy"),
            Map.entry("scala", "Scala"),
            Map.entry("go", "Go"),
            Map.entry("rs", "Rust"),
            Map.entry("js", "JavaScript"),
            Map.entry("cjs", "JavaScript"),
            Map.entry("mjs", "JavaScript"),
            Map.entry("ts", "TypeScript"),
            Map.entry("py", "Python"),
            Map.entry("rb", "Ruby"),
            Map.entry("php", "PHP"),
            Map.entry("cs", "C#"),
            Map.entry("sh", "shell"),
            Map.entry("ps1", "PowerShell"));

    private ForeignLanguage() {}

    /** The language of a file by its name; empty for SQL and for what is no program. */
    static Optional<String> of(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(BY_EXTENSION.get(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }
}
