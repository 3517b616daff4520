package io.schemaproof.migration.source;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a plain numbered file says.
 *
 * @param version the digits as written, with a letter where there is one, as in {@code 003b}
 * @param words the rest, without what says up or down
 * @param allWords the rest as written
 * @param direction up or down
 * @param certain whether {@code .down} or a folder says so; {@code shut_down} may also be what the migration is about
 */
record NumberedName(String version, String words, String allWords, Direction direction, boolean certain) {

    /** Numeric, a letter after the bare number. */
    static final Comparator<NumberedName> ORDER =
            Comparator.comparing(NumberedName::number).thenComparing(NumberedName::letter);

    private static final Pattern NAME = Pattern.compile(
            "(?!\\d{4}[-_]\\d{2}[-_]\\d{2}(?!\\d))(?<version>\\d+(?:\\.\\d+)*[a-zA-Z]?)(?:[-_. ]+(?<words>.*))?");
    private static final String DOWN_WORDS = "down|rollback|revert|undo";
    private static final Pattern DIRECTION = Pattern.compile(
            "(?<words>.*?)(?<separator>^|[-_. ])(?<direction>up|" + DOWN_WORDS + ")", Pattern.CASE_INSENSITIVE);
    private static final Set<String> UP_FOLDERS = Set.of("up", "ups");
    private static final Set<String> DOWN_FOLDERS =
            Set.of("down", "downs", "rollback", "rollbacks", "revert", "reverts", "undo", "undos");

    enum Direction {
        UP,
        DOWN
    }

    /** Read a file's name; empty where the file is not numbered, or lies where no migrations do. */
    static Optional<NumberedName> of(SourceFile file) {
        String folder = file.folder().toLowerCase(Locale.ROOT);
        boolean downs = DOWN_FOLDERS.contains(folder);
        if (!file.isSql() || !(folder.isEmpty() || downs || UP_FOLDERS.contains(folder))) {
            return Optional.empty();
        }
        Matcher matcher = NAME.matcher(file.stem());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String version = matcher.group("version");
        String words = matcher.group("words") == null ? "" : matcher.group("words");
        Matcher suffix = DIRECTION.matcher(words);
        if (!suffix.matches()) {
            return Optional.of(new NumberedName(version, words, words, downs ? Direction.DOWN : Direction.UP, true));
        }
        boolean up = suffix.group("direction").equalsIgnoreCase("up");
        boolean dot = suffix.group("separator").equals(".");
        String rest = dot || downs || !up ? suffix.group("words") : words;
        if (folder.isEmpty()) {
            return Optional.of(new NumberedName(version, rest, words, up ? Direction.UP : Direction.DOWN, dot));
        }
        return Optional.of(new NumberedName(version, rest, words, downs ? Direction.DOWN : Direction.UP, true));
    }

    /** The same name, read as an up that is about going down. */
    NumberedName asUp() {
        return new NumberedName(version, allWords, allWords, Direction.UP, true);
    }

    String description() {
        return Descriptions.ofSeparated(words);
    }

    private Numerals number() {
        return Numerals.parse(letter().isEmpty() ? version : version.substring(0, version.length() - 1));
    }

    private String letter() {
        char last = version.charAt(version.length() - 1);
        return Character.isLetter(last) ? String.valueOf(last).toLowerCase(Locale.ROOT) : "";
    }
}
