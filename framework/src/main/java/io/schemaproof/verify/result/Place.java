package io.schemaproof.verify.result;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.migration.Script;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * A line of a file, to send the reader to.
 *
 * @param line counted from 1
 */
public record Place(String file, int line) {

    /** The beginning of a script. */
    public static Place of(Script script) {
        return new Place(script.path(), script.firstLine());
    }

    /** The first line of a script that names the object, comments apart; a help for the reader, no evidence. */
    public static Optional<Place> mentioned(Script script, ObjectId id) {
        String identity = id.identity();
        int arguments = identity.indexOf('(');
        String path = arguments < 0 ? identity : identity.substring(0, arguments);
        String name = path.substring(path.lastIndexOf('.') + 1).replace("\"", "");
        return mentioned(script, name);
    }

    /** The first line of a script that holds the name outside of comments; a help for the reader, no evidence. */
    public static Optional<Place> mentioned(Script script, String name) {
        if (name.isBlank()) {
            return Optional.empty();
        }
        Matcher matcher = WholeWord.pattern(name).matcher(SqlCode.withBlankComments(script.text()));
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(at(script, matcher.start()));
    }

    /** The line of a position in a script's text. */
    public static Place at(Script script, int offset) {
        long breaks = script.text()
                .substring(0, offset)
                .chars()
                .filter(c -> c == '\n')
                .count();
        return new Place(script.path(), script.firstLine() + (int) breaks);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
