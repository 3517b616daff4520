package io.schemaproof.verify.result;

import io.schemaproof.migration.Script;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A comment in a script that says something to the checks: {@code -- schemaproof:WORD TEXT}.
 *
 * @param text what stands behind the word, to the end of the line
 */
public record Declaration(Place place, String text) {

    /** Find those with a word, in order. */
    public static List<Declaration> in(Script script, String word) {
        return Pattern.compile("--[ \\t]*schemaproof:" + Pattern.quote(word) + "\\b([^\\n\\r]*)")
                .matcher(script.text())
                .results()
                .map(comment -> new Declaration(
                        Place.at(script, comment.start()), comment.group(1).strip()))
                .toList();
    }
}
