package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.source.MarkedFile.Line;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The halves of a file for sql-migrate, as its {@code sqlparse/sqlparse.go} reads them: markers in this case and spelling only, any
 * number of each, {@code notransaction} behind one for its direction.
 */
record SqlMigrateFile(
        Optional<KeptLines> up, Optional<KeptLines> down, boolean upTransactional, boolean downTransactional) {

    private static final Pattern ANY_MARKER = Pattern.compile("(?m)^-- \\+migrate (Up|Down)\\b");
    private static final String COMMAND = "-- +migrate ";

    static boolean isMarked(SourceFile file) {
        return ANY_MARKER.matcher(file.head()).find();
    }

    static SqlMigrateFile parse(SourceFile file) {
        String text = file.text();
        List<Line> lines = MarkedFile.lines(text);
        String[] directions = new String[lines.size()];
        String direction = "";
        boolean upTransactional = true;
        boolean downTransactional = true;
        for (Line line : lines) {
            if (line.text().startsWith(COMMAND)) {
                List<String> words =
                        List.of(line.text().substring(COMMAND.length()).strip().split("\\s+"));
                if (words.get(0).equals("Up") || words.get(0).equals("Down")) {
                    direction = words.get(0);
                    boolean off = words.subList(1, words.size()).contains("notransaction");
                    upTransactional &= !(off && direction.equals("Up"));
                    downTransactional &= !(off && direction.equals("Down"));
                    directions[line.number() - 1] = "";
                    continue;
                }
            } else if (direction.isEmpty() && !line.isBlankOrComment()) {
                throw new MigrationException(
                        file.path() + " line " + line.number()
                                + " has a statement before -- +migrate Up, which sql-migrate never runs. Move it below the marker.");
            }
            directions[line.number() - 1] = direction;
        }
        if (direction.isEmpty()) {
            throw new MigrationException(
                    file.path()
                            + " has no line -- +migrate Up, and sql-migrate refuses it. Write the marker, exactly so, above the first statement.");
        }
        return new SqlMigrateFile(
                KeptLines.of(text, lines, line -> directions[line.number() - 1].equals("Up")),
                KeptLines.of(text, lines, line -> directions[line.number() - 1].equals("Down")),
                upTransactional,
                downTransactional);
    }
}
