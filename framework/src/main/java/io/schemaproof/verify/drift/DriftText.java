package io.schemaproof.verify.drift;

import io.schemaproof.base.Quantity;
import io.schemaproof.catalog.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Put drift into words, the same everywhere.
 *
 * @since 0.1
 */
public final class DriftText {

    private static final String INDENT = "\n    ";

    private DriftText() {}

    /** Return all of it: the differences by object, what was not counted, and the sum. */
    public static String of(DriftReport report) {
        List<String> parts = new ArrayList<>();
        byGroup(report).forEach((group, differences) -> parts.add(of(group, differences)));
        report.ignored().forEach((object, reason) -> parts.add("ignored: " + object + ", because " + reason));
        report.unused().forEach(object -> parts.add("ignored for nothing: " + object + " does not differ."));
        if (!report.books().isEmpty()) {
            parts.add("not compared, because a migration tool keeps its books there: "
                    + String.join(", ", report.books()));
        }
        if (!report.cosmetic().isEmpty()) {
            parts.add("without effect: " + String.join("\n", report.cosmetic()));
        }
        parts.add(sum(report));
        return String.join("\n", parts);
    }

    /** Return what differs in one object. */
    public static String of(ObjectId group, List<DriftDifference> differences) {
        StringBuilder text = new StringBuilder(group.toString());
        for (DriftDifference difference : differences) {
            text.append("\n  ")
                    .append(difference.direction().words())
                    .append(": ")
                    .append(difference.message().replace("\n", "\n  "));
            if (!difference.remedy().isEmpty()) {
                text.append(INDENT)
                        .append("to mend it there: ")
                        .append(difference.remedy().replace("\n", INDENT));
            }
        }
        return text.toString();
    }

    /** Return one line: how much differs between what. */
    public static String sum(DriftReport report) {
        return (report.passed()
                        ? "no drift"
                        : Quantity.of(report.differences().size(), "difference") + " in "
                                + Quantity.of(byGroup(report).size(), "object"))
                + ": " + Quantity.of(report.objects(), "object") + " of " + report.head() + " on PostgreSQL "
                + report.majorVersion() + ", compared with " + report.other();
    }

    /** The differences by the object that they are in. */
    public static Map<ObjectId, List<DriftDifference>> byGroup(DriftReport report) {
        Map<ObjectId, List<DriftDifference>> groups = new TreeMap<>();
        for (DriftDifference difference : report.differences()) {
            groups.computeIfAbsent(difference.group(), group -> new ArrayList<>())
                    .add(difference);
        }
        return groups;
    }
}
