package io.schemaproof.verify.acceptance;

import io.schemaproof.base.LineComment;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.safety.Hazard;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.SafetyVerdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment by which another tool is told to keep silent. It is recognised, so that whoever comes from that tool is told what
 * to write here, and accepts nothing: none of them asks for a reason that would be worth one.
 *
 * @param text as written
 * @param rules that it would be about here; empty for all of safety
 * @param reason empty text where there is none
 */
record ForeignComment(Place place, String text, Set<String> rules, String reason) {

    private static final String WORK = Hazard.BLOCKING_WORK.id() + " " + Hazard.HELD_WHILE_WORKING.id();
    private static final String WAIT = Hazard.NO_LOCK_TIMEOUT.id();

    /** What the comments of a tool look like; the first group names rules of that tool, the second is a reason. */
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("--[ \\t]*squawk-ignore(?:-file)?\\b[ \\t]*(.*)()"),
            Pattern.compile("--[ \\t]*eugene:[ \\t]*ignore\\b[ \\t]*(.*)()"),
            Pattern.compile("--[ \\t]*pgsafe:ignore\\b[ \\t]*(\\S*)[ \\t]*(.*)"),
            Pattern.compile("--[ \\t]*diesel-guard:disable\\b[ \\t]*(.*)()"),
            Pattern.compile("--[ \\t]*safety-assured:start\\b()().*"),
            Pattern.compile("--[ \\t]*atlas:nolint\\b[ \\t]*(.*)()"),
            Pattern.compile("--[ \\t]*noqa\\b()().*"));

    /** Rules of other tools, and ours that speak of the same; those that are not here may be about any. */
    private static final List<Meaning> MEANINGS = List.of(
            new Meaning("renaming-(column|table)|BC10[12]", Hazard.RENAME.id()),
            new Meaning("ban-drop-(column|table|database)|DS10[123]", Hazard.DROP.id()),
            new Meaning("ban-truncate-cascade", Hazard.CASCADE.id() + " " + Hazard.TRUNCATE.id()),
            new Meaning("require-lock-timeout|require-timeout-settings|E9", WAIT),
            new Meaning("require-concurrent-index-deletion|PG102", WAIT),
            new Meaning("E4", Hazard.HELD_WHILE_WORKING.id()),
            new Meaning(
                    "require-concurrent-index-creation|require-concurrent-reindex|adding-not-nullable-field"
                            + "|adding-foreign-key-constraint|constraint-missing-not-valid|disallowed-unique-constraint"
                            + "|changing-column-type|adding-field-with-default|adding-serial-primary-key-field"
                            + "|E1|E2|E5|E6|E7|E8|E10|E11|PG10[1345]|PG30[1-6]|MF10[1-4]",
                    WORK));

    private record Meaning(Pattern theirs, Set<String> ours) {
        Meaning(String theirs, String ours) {
            this(Pattern.compile(theirs), Set.of(ours.split(" ", -1)));
        }
    }

    static List<ForeignComment> of(Script script) {
        List<ForeignComment> found = new ArrayList<>();
        for (LineComment comment : LineComment.in(script.text())) {
            for (Pattern form : FORMS) {
                Matcher parts = form.matcher(comment.text());
                if (parts.find()) {
                    found.add(new ForeignComment(
                            Place.at(script, comment.start()),
                            parts.group().strip(),
                            rules(parts.group(1)),
                            parts.group(2).strip()));
                }
            }
        }
        return found;
    }

    private static Set<String> rules(String names) {
        Set<String> rules = new HashSet<>();
        for (String name : names.replaceAll("[\\[\\],]", " ").strip().split("\\s+", -1)) {
            List<Meaning> meant = MEANINGS.stream()
                    .filter(meaning -> meaning.theirs().matcher(name).matches())
                    .toList();
            if (meant.isEmpty()) {
                return Set.of();
            }
            meant.forEach(meaning -> rules.addAll(meaning.ours()));
        }
        return Set.copyOf(rules);
    }

    boolean isAbout(Finding finding) {
        return SafetyVerdict.of(finding.rule()).isPresent()
                && (rules.isEmpty() || rules.contains(finding.rule()))
                && finding.file().filter(place.file()::equals).isPresent();
    }
}
