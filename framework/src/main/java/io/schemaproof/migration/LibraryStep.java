package io.schemaproof.migration;

import java.nio.file.Path;
import java.util.List;

/**
 * What a library is asked to do: the first line of a script in {@link ScriptDialect#LIBRARY}, such as {@code flyway migrate 1.2}. What stands
 * below that line is there so that a migration that was edited has another text.
 *
 * @param script where it stands
 * @param verb what to do
 * @param migration with which migration
 * @since 0.1
 */
public record LibraryStep(Script script, String verb, String migration) {

    private static final int WORDS = 3;

    /** Return the script of a step. */
    public static Script script(
            MigrationLibrary library, String verb, String migration, Path root, String path, int line, String content) {
        return new Script(
                root.resolve(path),
                path,
                library.name() + " " + verb + " " + migration + "\n" + content,
                line,
                ScriptDialect.LIBRARY,
                ExecutionMode.STATEMENTS);
    }

    static LibraryStep of(Script script) {
        List<String> words = words(script);
        return new LibraryStep(script, words.get(1), words.get(2));
    }

    static String library(Script script) {
        return words(script).get(0);
    }

    private static List<String> words(Script script) {
        String[] words = script.text().lines().findFirst().orElse("").split(" ", WORDS);
        if (words.length < WORDS) {
            throw new IllegalArgumentException("no step of a library: " + script.text());
        }
        return List.of(words);
    }

    /** The folder of the migrations. */
    public Path root() {
        Path root = script.file();
        for (int names = Path.of(script.path()).getNameCount(); names > 0; names--) {
            Path parent = root.getParent();
            root = parent == null ? root : parent;
        }
        return root;
    }

    /** What stands below the first line. */
    public String content() {
        return script.text().substring(script.text().indexOf('\n') + 1);
    }
}
