package io.schemaproof.verify.acceptance;

import io.schemaproof.base.EditDistance;
import io.schemaproof.base.LineComment;
import io.schemaproof.base.SqlScanner;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds comments that are meant for the checks, and that none of them reads: what they ask for would be left out in silence. */
final class UnknownDirectives {

    /** Each word, and how a comment with it looks. */
    private static final Map<String, String> FORMS = Map.of(
            "allow", AcceptanceFindings.FORM,
            "lossy", "-- schemaproof:lossy TABLE or TABLE.COLUMN because …",
            "idempotency", "-- schemaproof:idempotency required, forbidden or off because …");

    /** The name of the tool, what stands behind it, and a word. */
    private static final Pattern DIRECTIVE =
            Pattern.compile("(?i)\\A(?:-{2,}[ \\t]*|/\\*[\\s*]*)(schemaproof([ \\t]*:[ \\t]*|[ \\t]+|-)([a-z]\\w*))");

    private static final Pattern READ = Pattern.compile("schemaproof:(?:allow|lossy|idempotency)");

    /** How far a word may be from the one that was meant. */
    private static final int SIMILAR = 3;

    private UnknownDirectives() {}

    /** A finding for each. */
    static List<Finding> in(Script script, boolean isDown) {
        List<Finding> found = new ArrayList<>();
        for (LineComment comment : LineComment.in(script.text())) {
            Matcher parts = DIRECTIVE.matcher(comment.text());
            if (!parts.find()) {
                continue;
            }
            Place place = Place.at(script, comment.start());
            if (!READ.matcher(parts.group(1)).matches()) {
                refusal(place, parts).ifPresent(found::add);
            } else if (isDown && parts.group(3).equals("idempotency")) {
                found.add(AcceptanceFindings.unreadable(
                        place, "'" + parts.group(1) + "' is read in the up alone.", "Write it into the up."));
            }
        }
        SqlScanner scanner = new SqlScanner(script.text()).intoBodies();
        while (scanner.next()) {
            Matcher parts = DIRECTIVE.matcher(scanner.text());
            if (scanner.kind() == SqlScanner.Kind.BLOCK_COMMENT && parts.find()) {
                refusal(Place.at(script, scanner.start()), parts).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Empty for words of people about the tool. */
    private static Optional<Finding> refusal(Place place, Matcher parts) {
        String between = parts.group(2);
        String word = parts.group(3);
        String nearest = nearest(word);
        int distance = EditDistance.between(word, nearest);
        if (!between.equals(":") && distance > (between.contains(":") ? 1 : 0)) {
            return Optional.empty();
        }
        boolean meant = distance <= SIMILAR;
        String what = meant && FORMS.containsKey(word)
                ? "'" + parts.group(1) + "' cannot be read: a comment for the checks begins with '-- schemaproof:" + word
                        + "', to the letter."
                : "There is no 'schemaproof:" + word + "'."
                        + (meant
                                ? " Did you mean schemaproof:" + nearest + "?"
                                : " There are schemaproof:allow, schemaproof:lossy and schemaproof:idempotency.");
        return Optional.of(
                AcceptanceFindings.unreadable(place, what, meant ? FORMS.get(nearest) : AcceptanceFindings.FORM));
    }

    private static String nearest(String word) {
        return FORMS.keySet().stream()
                .min(Comparator.<String>comparingInt(known -> EditDistance.between(word, known))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }
}
