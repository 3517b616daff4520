package io.schemaproof.verify.result;

import io.schemaproof.base.LineComment;
import io.schemaproof.migration.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment in a script that says something to the checks: {@code -- schemaproof:WORD TEXT}.
 *
 * @param text what stands behind the word, to the end of the line
 */
public record Declaration(Place place, String text) {

    /** Find those with a word, in order. */
    public static List<Declaration> in(Script script, String word) {
        Pattern form = Pattern.compile("--[ \\t]*schemaproof:" + Pattern.quote(word) + "\\b(.*)");
        List<Declaration> found = new ArrayList<>();
        for (LineComment comment : LineComment.in(script.text())) {
            Matcher parts = form.matcher(comment.text());
            if (parts.find()) {
                found.add(new Declaration(
                        Place.at(script, comment.start()), parts.group(1).strip()));
            }
        }
        return found;
    }
}
