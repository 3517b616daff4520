package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.SqlScanner;
import io.schemaproof.base.SqlText;
import io.schemaproof.migration.Script;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The short texts in scripts, by the statement that they stand in: what an author looks for in values, and what he puts into them. A help to
 * choose values, no evidence of what a script does.
 */
record ScriptTexts(List<Near> statements) {

    private static final int LONGEST = 40;

    /** Of one column; each of them is tried in rows of its own. */
    private static final int MOST = 4;

    /** The names and the texts of one statement. */
    private record Near(Set<String> names, Set<String> texts) {}

    /** Also those in the bodies of functions and {@code DO} blocks; of a script that only its tool can read what looks like SQL. */
    static ScriptTexts of(Script up, Optional<Script> down) {
        return new ScriptTexts(Stream.concat(Stream.of(up), down.stream())
                .flatMap(script -> statements(SqlCode.withoutComments(script.text())))
                .toList());
    }

    private static Stream<Near> statements(String sql) {
        List<Near> found = new ArrayList<>();
        Near now = new Near(new HashSet<>(), new LinkedHashSet<>());
        SqlScanner scanner = new SqlScanner(sql).intoBodies();
        while (scanner.next()) {
            String text = scanner.text();
            switch (scanner.kind()) {
                case WORD -> now.names().add(text.toLowerCase(Locale.ROOT));
                case QUOTED_NAME -> now.names().add(text.substring(1, text.length() - 1));
                case STRING -> add(now.texts(), text);
                default -> {
                    if (text.equals(";")) {
                        found.add(now);
                        now = new Near(new HashSet<>(), new LinkedHashSet<>());
                    }
                }
            }
        }
        found.add(now);
        return found.stream();
    }

    /** What stands for anything in a pattern is left out of it. */
    private static void add(Set<String> texts, String quoted) {
        if (quoted.startsWith("'") && quoted.length() <= LONGEST) {
            String text =
                    quoted.substring(1, quoted.length() - 1).replace("''", "'").replace("%", "");
            if (!text.isBlank()) {
                texts.add(text);
            }
        }
    }

    /** Whether a condition asks for one of them: the scripts are about that row as it is. */
    boolean areIn(String condition) {
        return statements.stream()
                .flatMap(statement -> statement.texts().stream())
                .anyMatch(text -> condition.contains(SqlText.literal(text)));
    }

    /** The texts that a statement has beside the name of a column. */
    List<String> near(String column) {
        return statements.stream()
                .filter(statement -> statement.names().contains(column))
                .flatMap(statement -> statement.texts().stream())
                .distinct()
                .limit(MOST)
                .toList();
    }
}
