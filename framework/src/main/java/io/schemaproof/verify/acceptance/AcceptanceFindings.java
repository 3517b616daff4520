package io.schemaproof.verify.acceptance;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.AcceptanceRule;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Puts into words what is accepted, and what accepts nothing. */
final class AcceptanceFindings {

    static final String FORM = "-- schemaproof:allow RULE [OBJECT] [until YYYY-MM-DD] because …";

    private AcceptanceFindings() {}

    /** The note that stands for a finding that is allowed. */
    static Finding waived(Finding finding, Waiver waiver) {
        return instead(
                AcceptanceRule.WAIVED,
                finding,
                "Allowed in " + waiver.place()
                        + waiver.until().map(day -> " until " + day).orElse("") + ", because " + waiver.reason());
    }

    /** The note that stands for a finding that was there before. */
    static Finding known(Finding finding) {
        return instead(AcceptanceRule.KNOWN, finding, "Known by the baseline");
    }

    /** The note that stands for a down that is missing where none is asked for; with the rows that only it could bring back. */
    static Finding noDownAsked(Finding finding) {
        Finding note = instead(AcceptanceRule.NO_DOWN_ASKED, finding, "None is asked for");
        return finding.rule().equals(DataRule.NO_DOWN.id()) ? note.withMessage(finding.message()) : note;
    }

    private static Finding instead(AcceptanceRule rule, Finding finding, String why) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("rule", finding.rule());
        facts.put("severity", finding.severity().word());
        facts.putAll(finding.facts());
        return new Finding(
                rule.id(),
                rule.severity(),
                finding.object(),
                finding.file(),
                finding.line(),
                why + ": " + finding.rule() + ". "
                        + finding.message().lines().findFirst().orElse(""),
                "",
                facts);
    }

    static Finding unreadable(Place place, String what) {
        return unreadable(place, what, FORM);
    }

    /** @param remedy how it is to be written */
    static Finding unreadable(Place place, String what, String remedy) {
        return of(AcceptanceRule.WAIVER_UNKNOWN, place, what + " The comment counts for nothing.", remedy);
    }

    static Finding withoutReason(Place place, String text) {
        return of(
                AcceptanceRule.WAIVER_WITHOUT_REASON,
                place,
                "The comment allows something and does not say why; it counts for nothing: " + text,
                "-- schemaproof:allow " + text.replaceFirst("\\s+because\\b.*", "") + " because …");
    }

    static Finding expired(Waiver waiver, Optional<Finding> found) {
        String last = waiver.until().map(String::valueOf).orElse("");
        return of(
                AcceptanceRule.WAIVER_EXPIRED,
                waiver.place(),
                "The comment allowed " + waiver.words() + " until " + last + ". "
                        + found.map(finding -> "It counts for nothing now.")
                                .orElse("It is not found any more, either."),
                found.map(finding -> "Mend what it allowed, or give it another day and say why.")
                        .orElse("Remove the comment."));
    }

    static Finding unused(Waiver waiver) {
        return of(
                AcceptanceRule.WAIVER_UNUSED,
                waiver.place(),
                "The comment allows " + waiver.words() + ", which was not found in "
                        + waiver.place().file() + ".",
                "Remove the comment: it would hide what comes later.");
    }

    static Finding ofOtherTool(ForeignComment comment, Finding finding) {
        return of(
                AcceptanceRule.WAIVER_OF_OTHER_TOOL,
                comment.place(),
                "'" + comment.text() + "' is meant for another tool. Here it would be about " + finding.rule()
                        + ", and counts for nothing: "
                        + (comment.reason().isEmpty() ? "it gives no reason." : "it is not written for this one."),
                "-- schemaproof:allow " + finding.rule()
                        + finding.object().map(name -> " " + name).orElse("") + " because "
                        + (comment.reason().isEmpty() ? "…" : comment.reason()));
    }

    /** A line of the baseline for which nothing was found. */
    static Finding gone(String file, String rule, Optional<String> object) {
        return MigrationRule.finding(
                AcceptanceRule.GONE,
                object,
                new Place(file, 0),
                "The baseline holds " + rule + object.map(name -> " of " + name).orElse("")
                        + ", which was not found any more.",
                "Write the baseline again, which takes it out.",
                Map.of("rule", rule));
    }

    private static Finding of(AcceptanceRule rule, Place place, String message, String remedy) {
        return MigrationRule.finding(rule, Optional.empty(), place, message, remedy, Map.of());
    }
}
