package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.script.LiquibaseAttributes;
import io.schemaproof.migration.source.MarkedFile.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The changesets of a file in Liquibase's formatted SQL, as its {@code AbstractFormattedChangeLogParser} reads them.
 *
 * @param changesets in order
 * @param properties of lines {@code --property name:… value:…}, for later files, too
 * @param own those that count in this file alone
 */
record LiquibaseFile(List<Changeset> changesets, Map<String, String> properties, Map<String, String> own) {

    private static final Pattern FIRST_LINE = Pattern.compile("(?i)\\s*--\\s*liquibase\\s*formatted.*");
    private static final Pattern CHANGESET =
            Pattern.compile("(?i)\\s*--\\s*changeset\\s+(\"[^\"]+\"|[^:]+):(\"[^\"]+\"|\\S+).*");
    private static final Pattern ANY_CHANGESET = Pattern.compile("(?i)(?:\\s*--?\\s*changeset\\b.*)");
    private static final Pattern ROLLBACK = Pattern.compile("(?i)(\\s*--\\s*rollback )(.*)");
    private static final Pattern ONE_DASH = Pattern.compile("(?i)\\s*-\\s*(rollback|preconditions?|comment)\\b.*");
    private static final Pattern BLOCK_BEGIN = Pattern.compile("(?i)\\s*/\\*\\s*liquibase\\s*rollback\\s*");
    private static final Pattern BLOCK_END = Pattern.compile("(.*?)\\s*\\*/\\s*");
    private static final Pattern IGNORE = Pattern.compile("(?i)\\s*--\\s*ignoreLines:(\\w+)\\s*");
    /** Lines that are no text of the changeset, as other comments are. */
    private static final Pattern DIRECTIVE =
            Pattern.compile("(?i)\\s*--\\s*(?:comment:? |validCheckSum|preconditions|precondition-).*");

    private static final Pattern PROPERTY = Pattern.compile("(?i)\\s*--\\s*property\\s+.*name:\\s*(\\S+).*");
    private static final Pattern VALUE = Pattern.compile("(?i).*\\svalue:\\s*(\\S+).*");
    private static final Pattern LOCAL = Pattern.compile("(?i).*\\sglobal:\\s*false\\b.*");

    /**
     * A changeset.
     *
     * @param up its text from the line that names it on
     * @param rollback what its rollback lines say; empty where there are none
     * @param whole whether it is a file that is not formatted, of which Liquibase makes one changeset and cuts nothing
     */
    record Changeset(String author, String id, Line line, KeptLines up, Optional<KeptLines> rollback, boolean whole) {

        boolean isTrue(String attribute) {
            return LiquibaseAttributes.value(line.text(), attribute, LiquibaseAttributes.WORD)
                    .filter(value -> value.equalsIgnoreCase("true"))
                    .isPresent();
        }

        Optional<String> attribute(String name, String form) {
            return LiquibaseAttributes.value(line.text(), name, form);
        }
    }

    /** Whether an attribute {@code dbms} means PostgreSQL, too. */
    static boolean isForPostgresql(String dbms) {
        List<String> names = List.of(dbms.toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1));
        boolean excluded = names.contains("!postgresql") || names.contains("none");
        boolean named = names.contains("postgresql") || names.contains("all");
        boolean onlyExcludes = names.stream().allMatch(name -> name.startsWith("!"));
        return !excluded && (named || onlyExcludes);
    }

    /** What a property is in this file, with those that earlier ones have. */
    Map<String, String> values(Map<String, String> earlier) {
        Map<String, String> values = new LinkedHashMap<>(earlier);
        values.putAll(own);
        return values;
    }

    static boolean isFormatted(SourceFile file) {
        return file.head()
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .filter(line -> FIRST_LINE.matcher(line).matches())
                .isPresent();
    }

    static LiquibaseFile parse(SourceFile file) {
        return isFormatted(file) ? new Parser(file).parse() : whole(file);
    }

    private static LiquibaseFile whole(SourceFile file) {
        Changeset changeset = new Changeset(
                "includeAll", "raw", new Line(1, 0, 0, ""), new KeptLines(file.text(), 1), Optional.empty(), true);
        return new LiquibaseFile(List.of(changeset), Map.of(), Map.of());
    }

    private static final class Parser {

        private final SourceFile file;
        private final String text;
        private final List<Line> lines;
        private final List<Changeset> changesets = new ArrayList<>();
        private final Map<String, String> properties = new LinkedHashMap<>();
        private final Map<String, String> own = new LinkedHashMap<>();
        private final List<Line> current = new ArrayList<>();
        private final Map<Line, String> rollback = new LinkedHashMap<>();

        Parser(SourceFile file) {
            this.file = file;
            this.text = file.text();
            this.lines = MarkedFile.lines(text);
        }

        LiquibaseFile parse() {
            int i = 0;
            while (i < lines.size()) {
                i = line(i) + 1;
            }
            finish(true);
            return new LiquibaseFile(List.copyOf(changesets), properties, own);
        }

        /** Read a line, and return the index of the last one that belongs to it. */
        private int line(int index) {
            Line line = lines.get(index);
            Matcher ignore = IGNORE.matcher(line.text());
            Matcher property = PROPERTY.matcher(line.text());
            Matcher value = VALUE.matcher(line.text());
            if (ignore.matches()) {
                return ignored(index, ignore.group(1));
            }
            if (property.matches() && value.matches()) {
                boolean ours = LiquibaseAttributes.value(line.text(), "dbms", LiquibaseAttributes.DATABASES)
                        .map(LiquibaseFile::isForPostgresql)
                        .orElse(true);
                if (ours) {
                    (LOCAL.matcher(line.text()).matches() ? own : properties)
                            .putIfAbsent(property.group(1), value.group(1));
                }
            } else if (CHANGESET.matcher(line.text()).matches()) {
                finish(false);
                current.add(line);
            } else if (ANY_CHANGESET.matcher(line.text()).matches()) {
                throw error(line, "is no valid changeset line", "Write --changeset author:id.");
            } else if (!current.isEmpty()) {
                return content(index);
            } else if (!line.isBlankOrComment()) {
                throw error(
                        line,
                        "has a statement before the first --changeset, which Liquibase never runs",
                        "Move it below one.");
            }
            return index;
        }

        private int content(int index) {
            Line line = lines.get(index);
            Matcher single = ROLLBACK.matcher(line.text());
            if (single.matches()) {
                rollback.put(line, " ".repeat(single.group(1).length()) + single.group(2));
            } else if (ONE_DASH.matcher(line.text()).matches()) {
                throw error(line, "begins with one dash", "Liquibase refuses it; write two.");
            } else if (BLOCK_BEGIN.matcher(line.text()).matches()) {
                return block(index);
            } else {
                current.add(line);
            }
            return index;
        }

        private int block(int index) {
            for (int i = index + 1; i < lines.size(); i++) {
                Matcher end = BLOCK_END.matcher(lines.get(i).text());
                if (end.matches()) {
                    rollback.put(lines.get(i), end.group(1));
                    return i;
                }
                rollback.put(lines.get(i), KeptLines.raw(text, lines.get(i)));
            }
            throw error(lines.get(index), "begins a rollback that is never closed", "Put */ behind it.");
        }

        private int ignored(int index, String what) {
            if (!what.equals("start")) {
                try {
                    return index + Integer.parseInt(what);
                } catch (NumberFormatException e) {
                    throw error(
                            lines.get(index),
                            "says ignoreLines:" + what,
                            "Liquibase knows ignoreLines:start, ignoreLines:end and a number.");
                }
            }
            for (int i = index + 1; i < lines.size(); i++) {
                Matcher end = IGNORE.matcher(lines.get(i).text());
                if (end.matches() && end.group(1).equals("end")) {
                    return i;
                }
            }
            return lines.size();
        }

        private void finish(boolean last) {
            if (current.isEmpty()) {
                return;
            }
            Line head = current.get(0);
            // Of the last one in a file Liquibase does not mind.
            if (!last
                    && current.stream()
                            .skip(1)
                            .allMatch(line -> line.text().isBlank()
                                    || DIRECTIVE.matcher(line.text()).matches())) {
                throw error(head, "begins a changeset without SQL", "Liquibase refuses it; write some below it.");
            }
            Matcher matcher = CHANGESET.matcher(head.text());
            if (!matcher.matches()) {
                throw new IllegalStateException("no changeset: " + head.text());
            }
            List<Line> own =
                    lines.subList(head.number() - 1, Math.max(last(current), last(new ArrayList<>(rollback.keySet()))));
            changesets.add(new Changeset(
                    matcher.group(1).replace("\"", "").strip(),
                    matcher.group(2).replace("\"", ""),
                    head,
                    KeptLines.of(text, own, current::contains).orElseThrow(),
                    rollback.isEmpty()
                            ? Optional.empty()
                            : KeptLines.changed(
                                    own,
                                    line -> line.equals(head)
                                            ? Optional.of(head.text())
                                            : Optional.ofNullable(rollback.get(line))),
                    false));
            current.clear();
            rollback.clear();
        }

        private static int last(List<Line> some) {
            return some.isEmpty() ? 0 : some.get(some.size() - 1).number();
        }

        private MigrationException error(Line line, String what, String remedy) {
            return new MigrationException(file.path() + " line " + line.number() + " " + what + ". " + remedy);
        }
    }
}
