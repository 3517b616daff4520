package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.source.MarkedFile.Line;
import io.schemaproof.migration.source.MarkedFile.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pairs of up and down blocks of a dbmate migration. */
final class DbmateFile {

    private static final Pattern MARKER = Pattern.compile("--\\s*migrate:(up|down)(?:\\s+(\\S.*))?");
    private static final Pattern ANY_MARKER = Pattern.compile("(?m)^--[ \\t]*migrate:(up|down)(\\s|$)");

    private DbmateFile() {}

    static boolean isMarked(SourceFile file) {
        return ANY_MARKER.matcher(file.head()).find();
    }

    static List<Block> parse(SourceFile file) {
        String text = file.text();
        List<Line> markers = new ArrayList<>();
        for (Line line : MarkedFile.lines(text)) {
            if (MARKER.matcher(line.text()).matches()) {
                markers.add(line);
            } else if (markers.isEmpty() && !line.isBlankOrComment()) {
                throw new MigrationException(file.path() + " line " + line.number()
                        + " has a statement before -- migrate:up, and dbmate refuses it. Move it below the marker.");
            }
        }
        if (markers.isEmpty()) {
            throw missing(file, "up");
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < markers.size(); i += 2) {
            if (!direction(markers.get(i)).equals("up")) {
                throw new MigrationException(
                        file.path() + " line " + markers.get(i).number()
                                + " has a -- migrate:down that follows no -- migrate:up, and dbmate refuses it. Put the up before its down.");
            }
            if (i + 1 == markers.size() || !direction(markers.get(i + 1)).equals("down")) {
                throw missing(file, "down");
            }
            int end = i + 2 < markers.size() ? markers.get(i + 2).begin() : text.length();
            Line up = markers.get(i);
            Line down = markers.get(i + 1);
            blocks.add(new Block(
                    new Section(up, text.substring(up.end(), down.begin())),
                    isTransactional(up),
                    new Section(down, text.substring(down.end(), end)),
                    isTransactional(down),
                    isTemplate(up) || isTemplate(down)));
        }
        return blocks;
    }

    private static MigrationException missing(SourceFile file, String direction) {
        return new MigrationException(
                "%s lacks a line -- migrate:%s, and dbmate refuses it. Write the marker, even if nothing follows it."
                        .formatted(file.path(), direction));
    }

    private static String direction(Line marker) {
        return group(marker, 1);
    }

    private static boolean isTransactional(Line marker) {
        return !List.of(group(marker, 2).split("\\s+")).contains("transaction:false");
    }

    /** Whether dbmate would fill in variables of the environment. */
    private static boolean isTemplate(Line marker) {
        return Stream.of(group(marker, 2).split("\\s+")).anyMatch(option -> option.startsWith("env-var:"));
    }

    private static String group(Line marker, int group) {
        Matcher matcher = MARKER.matcher(marker.text());
        return matcher.matches() && matcher.group(group) != null ? matcher.group(group) : "";
    }

    /** A pair of blocks; each says for itself whether it wants a transaction. */
    record Block(Section up, boolean upTransactional, Section down, boolean downTransactional, boolean template) {}
}
