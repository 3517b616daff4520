package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.source.MarkedFile.Line;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a file that is an archive for Atlas ({@code -- atlas:txtar}): {@code -- migration.sql --} and {@code -- down.sql --}. What stands
 * below {@code -- checks.sql --} is not run.
 */
record AtlasArchive(KeptLines migration, Optional<KeptLines> down) {

    private static final Pattern PART = Pattern.compile("-- (\\S+) --");

    static AtlasArchive parse(SourceFile file) {
        String text = file.text();
        List<Line> lines = MarkedFile.lines(text);
        return new AtlasArchive(
                part(text, lines, "migration.sql")
                        .orElseThrow(
                                () -> new MigrationException(
                                        file.path()
                                                + " is marked -- atlas:txtar and has no part -- migration.sql --, so that Atlas has nothing to run. Write the mark above the statements.")),
                part(text, lines, "down.sql"));
    }

    private static Optional<KeptLines> part(String text, List<Line> lines, String name) {
        String[] at = {""};
        return KeptLines.of(text, lines, line -> {
            Matcher matcher = PART.matcher(line.text());
            if (matcher.matches()) {
                at[0] = matcher.group(1);
                return false;
            }
            return at[0].equals(name);
        });
    }
}
