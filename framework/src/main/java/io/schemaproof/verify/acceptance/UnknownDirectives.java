package io.schemaproof.verify.acceptance;

import io.schemaproof.base.EditDistance;
import io.schemaproof.base.LineComment;
import io.schemaproof.base.SqlScanner;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

    /** A finding for each of a migration. */
    static List<Finding> in(Migration migration) {
        List<Finding> found = new ArrayList<>(in(migration.up(), parts -> Optional.empty()));
        migration.down().map(down -> in(down, UnknownDirectives::ofDown)).ifPresent(found::addAll);
        return found;
    }

    /** A finding for each of what stands in the file of a migration above the line with which its tool lets it begin. */
    static List<Finding> above(Migration migration) {
        return FileHead.above(migration)
                .map(head -> in(
                        head,
                        parts -> Optional.of(new Refusal(
                                "'" + parts.group(1)
                                        + "' stands above the line with which the migration begins, and is not read there.",
                                "Write it below that line."))))
                .orElse(List.of());
    }

    private static Optional<Refusal> ofDown(Matcher parts) {
        return parts.group(3).equals("idempotency")
                ? Optional.of(new Refusal("'" + parts.group(1) + "' is read in the up alone.", "Write it into the up."))
                : Optional.empty();
    }

    private record Refusal(String what, String remedy) {
        Finding at(Place place) {
            return AcceptanceFindings.unreadable(place, what, remedy);
        }
    }

    /** @param wellWritten what is wrong with a comment that has its form, where something is */
    private static List<Finding> in(Script script, Function<Matcher, Optional<Refusal>> wellWritten) {
        List<Finding> found = new ArrayList<>();
        for (LineComment comment : LineComment.in(script.text())) {
            Matcher parts = DIRECTIVE.matcher(comment.text());
            if (!parts.find()) {
                continue;
            }
            Optional<Refusal> refusal =
                    READ.matcher(parts.group(1)).matches() ? wellWritten.apply(parts) : refusal(parts);
            refusal.map(wrong -> wrong.at(Place.at(script, comment.start()))).ifPresent(found::add);
        }
        SqlScanner scanner = new SqlScanner(script.text()).intoBodies();
        while (scanner.next()) {
            Matcher parts = DIRECTIVE.matcher(scanner.text());
            if (scanner.kind() == SqlScanner.Kind.BLOCK_COMMENT && parts.find()) {
                Place place = Place.at(script, scanner.start());
                refusal(parts).map(wrong -> wrong.at(place)).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Empty for words of people about the tool. */
    private static Optional<Refusal> refusal(Matcher parts) {
        String between = parts.group(2);
        String word = parts.group(3);
        String nearest = nearest(word);
        int distance = EditDistance.between(word, nearest);
        if (!between.equals(":") && distance > (between.contains(":") ? 1 : 0)) {
            return Optional.empty();
        }
        boolean meant = distance <= SIMILAR;
        String what = meant && FORMS.containsKey(word)
                ? "'" + parts.group(1) + "' cannot be read: a comment for the checks begins with '-- schemaproof:"
                        + word + "', to the letter."
                : "There is no 'schemaproof:" + word + "'."
                        + (meant
                                ? " Did you mean schemaproof:" + nearest + "?"
                                : " There are schemaproof:allow, schemaproof:lossy and schemaproof:idempotency.");
        return Optional.of(new Refusal(what, meant ? FORMS.getOrDefault(nearest, "") : AcceptanceFindings.FORM));
    }

    private static String nearest(String word) {
        return FORMS.keySet().stream()
                .min(Comparator.<String>comparingInt(known -> EditDistance.between(word, known))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }
}
