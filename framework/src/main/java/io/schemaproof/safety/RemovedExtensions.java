package io.schemaproof.safety;

import io.schemaproof.catalog.Extension;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.rule.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Extensions that are no more, or in another schema: what they brought goes with them, and the statement that drops them, or the schema that
 * they were in, names none of it.
 */
final class RemovedExtensions implements SafetyRule {

    private static final int SHOWN = 3;

    private static final Pattern OF_SERVER = Pattern.compile("\\binternal\\b|_(?:in|out|send|recv)\\(");

    @Override
    public List<Finding> judge(TracedMigration migration) {
        if (migration.isDown()) {
            return List.of();
        }
        return migration.before().extensions().stream()
                .map(was -> judge(migration, was))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Finding> judge(TracedMigration migration, Extension was) {
        List<String> brought = functions(migration, was);
        String what = brought.isEmpty()
                ? "what it brings"
                : "what it brings, such as " + Words.list(brought.subList(0, Math.min(SHOWN, brought.size())));
        Optional<Extension> now = migration.after().extension(was.identity());
        if (now.isEmpty()) {
            return Optional.of(finding(
                    migration,
                    was,
                    "The extension " + was.identity() + " is gone.",
                    "First deploy an application without " + what + ", then let it be dropped, in a later release."));
        }
        return now.filter(other -> !other.schema().equals(was.schema()))
                .map(other -> finding(
                        migration,
                        was,
                        "The extension " + was.identity() + " is in the schema " + other.schema() + " now, and was in "
                                + was.schema() + ".",
                        "First let the search_path of whoever uses " + what + " hold " + other.schema()
                                + ", then move it, in a later release."));
    }

    /** Those that a query may call: what is written for the server takes its internals. */
    private static List<String> functions(TracedMigration migration, Extension extension) {
        return migration.before().objects(ObjectKind.FUNCTION).stream()
                .filter(function -> function.extension().equals(Optional.of(extension.identity())))
                .map(function -> function.id().identity())
                .filter(function -> !OF_SERVER.matcher(function).find())
                .map(function -> function.replaceFirst("(?s)\\(.*", "()"))
                .distinct()
                .sorted()
                .toList();
    }

    private static Finding finding(TracedMigration migration, Extension was, String what, String remedy) {
        String named = migration
                .naming(was.name(), SafetyFinding.ANYTHING)
                .map(statement -> was.name())
                .orElse(was.schema());
        return SafetyFinding.naming(migration, Hazard.NAME_REMOVED, was.identity(), named, what, remedy, Map.of());
    }
}
