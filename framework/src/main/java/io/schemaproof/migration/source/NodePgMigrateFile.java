package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.source.MarkedFile.Line;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The halves of an SQL file for node-pg-migrate, as its {@code src/sqlMigration.ts} cuts them: at the first comment that says
 * {@code up migration} and the first that says {@code down migration}, in either order; without the first the whole file is the up.
 */
record NodePgMigrateFile(KeptLines up, Optional<KeptLines> down) {

    private static final Pattern UP = marker("up");
    private static final Pattern DOWN = marker("down");

    private static Pattern marker(String direction) {
        return Pattern.compile("(?im)^\\s*--[\\s-]*" + direction + "\\s+migration.*");
    }

    static boolean isMarked(SourceFile file) {
        return UP.matcher(file.head()).find() && DOWN.matcher(file.head()).find();
    }

    static NodePgMigrateFile parse(SourceFile file) {
        String text = file.text();
        List<Line> lines = MarkedFile.lines(text);
        int up = first(lines, UP);
        int down = first(lines, DOWN);
        int begin = up == 0 ? 1 : up;
        int end = down > begin ? down : lines.size() + 1;
        for (Line line : lines) {
            if (up > 0 && line.number() < up && (down == 0 || line.number() < down) && !line.isBlankOrComment()) {
                throw new MigrationException(
                        file.path() + " line " + line.number()
                                + " has a statement before -- Up Migration, which node-pg-migrate never runs. Move it below the marker.");
            }
        }
        // Without a marker for it, the whole file is the up, also what stands below the marker of the down.
        KeptLines upLines = KeptLines.of(text, lines, line -> up == 0 || (line.number() > begin && line.number() < end))
                .orElse(new KeptLines("", 1));
        int downEnd = up > down ? up : lines.size() + 1;
        return new NodePgMigrateFile(
                upLines,
                down == 0
                        ? Optional.empty()
                        : KeptLines.of(text, lines, line -> line.number() > down && line.number() < downEnd));
    }

    private static int first(List<Line> lines, Pattern marker) {
        return lines.stream()
                .filter(line -> marker.matcher(line.text()).matches())
                .mapToInt(Line::number)
                .findFirst()
                .orElse(0);
    }
}
