package io.schemaproof.reports.page;

import io.schemaproof.reports.picture.HistoryPicture.Run;
import io.schemaproof.reports.picture.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sums of the last verifications of a folder, which a page keeps for the page that will take its place.
 *
 * @param name of the folder
 * @param runs in their order
 */
public record History(String name, List<Run> runs) {

    private static final int MOST = 20;
    private static final Pattern ELEMENT = Pattern.compile(
            "<div id=\"schemaproof-history\" hidden data-name=\"([^\"]*)\" data-runs=\"([^\"]*)\"></div>");
    private static final Pattern RUN = Pattern.compile("([0-9: -]{1,40}),(\\d{1,9}),(\\d{1,9}),(\\d{1,9})");

    public History {
        runs = List.copyOf(runs);
    }

    static History of(String name, List<Run> runs) {
        return new History(name, runs);
    }

    /** Read what a page keeps; nothing where it is about another folder, or no such page. */
    public static History read(String page, String name) {
        List<Run> runs = new ArrayList<>();
        Matcher element = ELEMENT.matcher(page);
        if (element.find() && element.group(1).equals(Markup.escape(name))) {
            Matcher run = RUN.matcher(element.group(2));
            while (run.find()) {
                runs.add(new Run(
                        run.group(1),
                        Long.parseLong(run.group(2)),
                        Long.parseLong(run.group(3)),
                        Long.parseLong(run.group(4))));
            }
        }
        return new History(name, runs);
    }

    /** Return the same with one run more; the oldest are forgotten. */
    public History with(Run run) {
        List<Run> more = new ArrayList<>(runs);
        more.add(run);
        return new History(name, more.subList(Math.max(0, more.size() - MOST), more.size()));
    }

    String element() {
        return "<div id=\"schemaproof-history\" hidden data-name=\"" + Markup.escape(name) + "\" data-runs=\""
                + runs.stream()
                        .map(run -> run.when() + "," + run.passed() + "," + run.violated() + "," + run.inconclusive())
                        .collect(Collectors.joining(";"))
                + "\"></div>\n";
    }
}
