package io.schemaproof.query.named;

import io.schemaproof.base.EditDistance;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says why a comment that is meant for a query counts for nothing: a role that nobody reads would be the owner, who may do all. */
final class QueryComments {

    /** Where a comment stands. */
    enum Place {
        /** Above the first name, where it is for the whole file. */
        FILE,
        /** Between a name and its statement. */
        QUERY,
        /** Behind a statement, above the next name. */
        BEHIND
    }

    private static final Pattern WORD = Pattern.compile("\\s*--\\s*([\\p{L}_]+)\\s*:(?!:)\\s*(.*?)\\s*");
    private static final Pattern VALUE = Pattern.compile("\\s*--\\s*(?::\\w+|\\$\\d+)\\s*=.*");
    private static final List<String> OF_SESSION = List.of("role", "search_path");
    private static final List<String> OF_QUERY = List.of("from", "until");

    private QueryComments() {}

    /** Empty where it is read, or is written for people. */
    static Optional<String> wrong(String line, Place place) {
        if (VALUE.matcher(line).matches()) {
            return place == Place.QUERY ? Optional.empty() : Optional.of(misplaced("A value of a parameter", place));
        }
        Matcher comment = WORD.matcher(line);
        if (!comment.matches()) {
            return Optional.empty();
        }
        String word = comment.group(1);
        Optional<String> known = known(word);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        if (!known.get().equals(word)) {
            return Optional.of("There is no '-- " + word + ":'. Did you mean '-- " + known.get() + ":'?");
        }
        if (place == Place.BEHIND || (place == Place.FILE && OF_QUERY.contains(word))) {
            return Optional.of(misplaced("'-- " + word + ":'", place));
        }
        return OF_QUERY.contains(word) && !comment.group(2).matches("\\S+")
                ? Optional.of("This is no version: '" + comment.group(2) + "'. Write one alone, such as '-- " + word
                        + ": 0003'.")
                : Optional.empty();
    }

    private static String misplaced(String what, Place place) {
        return what + (place == Place.FILE ? " stands above the first name" : " stands behind a statement")
                + ", where it is for no query. Write it below the name of the query that it is for"
                + (place == Place.BEHIND ? "." : ": of a whole file, only role and search_path are read.");
    }

    /** The word that is meant: with one letter other, or with capitals. */
    private static Optional<String> known(String word) {
        return List.of(OF_SESSION, OF_QUERY).stream()
                .flatMap(List::stream)
                .filter(known -> EditDistance.between(word.toLowerCase(Locale.ROOT), known) <= 1)
                .findFirst();
    }
}
