package io.schemaproof.query.named;

import io.schemaproof.query.StatementKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of {@code pg_stat_statements}: there stands {@code $1} for each constant, also where the grammar takes no parameter.
 *
 * @param sql that can be prepared
 * @param samples values of parameters that only few words can be
 */
record RecordedText(String sql, SortedMap<Integer, String> samples) {

    private static final String HASH = "SHA-256";
    /** Such as {@code interval $1} and {@code timestamp(3) with time zone $2}. */
    private static final Pattern TYPED = Pattern.compile(
            "(?i)(?<![\\p{L}\\p{N}_$.\"])(?<type>interval(?:\\s*\\(\\s*\\d\\s*\\))?|date|timetz|timestamptz"
                    + "|time(?:stamp)?(?:\\s*\\(\\s*\\d\\s*\\))?(?:\\s+with(?:out)?\\s+time\\s+zone)?"
                    + "|uuid|jsonb?|bool(?:ean)?|inet|numeric|bytea)\\s+(?<number>\\$\\d+)"
                    + "(?<fields>\\s+(?:year|month|day|hour|minute|second)s?\\b(?:\\s+to\\s+(?:month|hour|minute|second)\\b)?)?");
    /** Such as {@code extract($1 FROM at)}, which the server knows as a function, too. */
    private static final Pattern EXTRACT =
            Pattern.compile("(?i)(?<![\\p{L}\\p{N}_$.\"])extract\\s*\\(\\s*\\$(?<number>\\d+)\\s+from\\s");
    /** Such as {@code date_trunc($1, at)}. */
    private static final Pattern FIELD =
            Pattern.compile("(?i)(?<![\\p{L}\\p{N}_$\"])date_(?:trunc|part)\\s*\\(\\s*\\$(?<number>\\d+)\\s*,");
    /** What frameworks write into a comment: {@code application='shop'} (sqlcommenter), {@code application:shop} (marginalia). */
    private static final Pattern APPLICATION = Pattern.compile(
            "/\\*(?:(?!\\*/).)*?\\bapplication\\s*(?:=\\s*'([^'*]+)'|:\\s*([^,*\\s]+)).*?\\*/", Pattern.DOTALL);

    static RecordedText of(String recorded) {
        Matcher extract = EXTRACT.matcher(recorded);
        SortedMap<Integer, String> samples = new TreeMap<>();
        FIELD.matcher(recorded).results().forEach(found -> samples.put(Integer.valueOf(found.group(1)), "'day'"));
        String sql = StatementKind.withoutComments(extract.replaceAll(found -> {
            samples.put(Integer.valueOf(found.group(1)), "'epoch'");
            return Matcher.quoteReplacement("pg_catalog.\"extract\"($" + found.group(1) + ", ");
        }));
        return new RecordedText(TYPED.matcher(sql).replaceAll("CAST(${number} AS ${type}${fields})"), samples);
    }

    /** The application that the comment of a framework names. */
    static Optional<String> application(String recorded) {
        Matcher comment = APPLICATION.matcher(recorded);
        return comment.find()
                ? Optional.of(comment.group(1) == null ? comment.group(2) : comment.group(1))
                : Optional.empty();
    }

    /** The same for the same words, whichever comments and line breaks are between: {@code select_1f0c9a2b}. */
    static String name(String recorded) {
        String words = StatementKind.withoutLiterals(recorded);
        try {
            byte[] hash = MessageDigest.getInstance(HASH).digest(words.getBytes(StandardCharsets.UTF_8));
            return StatementKind.of(recorded).name().toLowerCase(Locale.ROOT) + "_"
                    + HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every platform has " + HASH, e);
        }
    }
}
