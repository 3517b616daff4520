package io.schemaproof.verify.result;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.QualifiedName;
import io.schemaproof.migration.Script;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /**
     * The first line of a script that names the object, comments apart, where there is one rather in a statement that names also what the
     * object is part of; a help for the reader, no evidence.
     */
    public static Optional<Place> mentioned(Script script, ObjectId id) {
        String identity = id.identity();
        int arguments = identity.indexOf('(');
        List<String> parts = QualifiedName.parts(arguments < 0 ? identity : identity.substring(0, arguments));
        String name = parts.get(parts.size() - 1);
        return parts.size() < 3
                ? mentioned(script, name)
                : mentionedWith(script, name, parts.get(parts.size() - 2)).or(() -> mentioned(script, name));
    }

    private static Optional<Place> mentionedWith(Script script, String name, String around) {
        String text = SqlCode.withBlankComments(script.text());
        Pattern pattern = WholeWord.pattern(name);
        int from = 0;
        for (String statement : script.statements().orElse(List.of())) {
            int at = script.text().indexOf(statement, from);
            if (at < 0) {
                // What psql puts in is not in the file.
                return Optional.empty();
            }
            from = at + statement.length();
            Matcher matcher = pattern.matcher(text).region(at, from);
            if (WholeWord.in(text.substring(at, from), around) && matcher.find()) {
                return Optional.of(at(script, matcher.start()));
            }
        }
        return Optional.empty();
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
