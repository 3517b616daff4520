package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.Script;
import io.schemaproof.query.IndexRoom;
import io.schemaproof.query.KeyCover;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * What a migration has begun or made and no later one has ended or mended: looked for at the end of the history.
 *
 * @param hazard what it is
 * @param object the identity of it
 * @param names by which a script may speak of it, the most telling first
 * @param what a sentence about it
 * @param remedy what to write instead
 * @since 0.1
 */
public record LeftOver(Hazard hazard, String object, List<String> names, String what, String remedy) {

    static final String CONCURRENTLY = "CONCURRENTLY ";

    public LeftOver {
        names = List.copyOf(names);
    }

    /**
     * Find all in a schema, by what tells them apart. What belongs to extensions is not ours.
     *
     * @param dataSource a database with this schema, as a superuser, in which nothing is left behind
     */
    public static Map<String, LeftOver> in(Catalog catalog, DataSource dataSource) {
        KeyCover cover = new KeyCover(dataSource);
        IndexRoom room = new IndexRoom(dataSource);
        Map<String, LeftOver> found = new TreeMap<>();
        Consumer<LeftOver> sink =
                left -> found.put(key(left.hazard(), left.object(), left.names().get(0)), left);
        for (Table table : catalog.tables()) {
            if (table.extension().isEmpty()) {
                Unfinished.find(table, sink);
                KeysInTheEnd.find(catalog, table, cover, sink);
                NeedlessIndexes.find(table, sink);
                WideIndexes.find(catalog, table, room, sink);
                Protection.find(table, sink);
            }
        }
        catalog.views().stream()
                .filter(view -> view.extension().isEmpty())
                .forEach(view -> Unfinished.find(view, sink));
        Protection.find(catalog, sink);
        Siblings.find(catalog, sink);
        PublishedTable.withoutIdentity(catalog).forEach(table -> sink.accept(table.inTheEnd()));
        return found;
    }

    static String key(Hazard hazard, String object, String name) {
        return hazard.id() + " " + object + " " + name;
    }

    /**
     * Whether a migration behind which it is so, and before which it was not, answers for it. What a table lacks beside others is told
     * of a new table alone, and where all the others of before have it.
     *
     * @param known what migrations before that one answer for, by what tells it apart
     */
    public boolean isNews(Catalog before, Catalog after, Set<String> known) {
        return switch (hazard) {
            // Where it was there before, another rule tells it of the migration behind which it is so.
            case NO_REPLICA_IDENTITY -> isOfNewTable(before);
            case GRANTS_MISSING, OWNER_DIFFERS -> Siblings.isNews(this, before, after, known);
            default -> true;
        };
    }

    /** Whether it is about a table that was not there before. */
    public boolean isOfNewTable(Catalog before) {
        return before.tables().stream()
                .noneMatch(table -> object.equals(table.identity()) || object.startsWith(table.identity() + "."));
    }

    /** The same where its own migration has made the table, which nobody uses yet. */
    public LeftOver ofNewTable() {
        return hazard == Hazard.FOREIGN_KEY_WITHOUT_INDEX
                ? new LeftOver(hazard, object, names, what, remedy.replace(CONCURRENTLY, ""))
                : this;
    }

    /** The findings about all that one script has begun; keys of small types are a note, and told once. */
    public static List<Finding> in(Script script, List<LeftOver> left) {
        List<LeftOver> small = left.stream()
                .filter(each -> each.hazard() == Hazard.INTEGER_KEY)
                .toList();
        List<Finding> findings = new ArrayList<>();
        for (LeftOver each : left) {
            if (!small.contains(each)) {
                findings.add(each.in(script, Map.of()));
            }
        }
        if (!small.isEmpty()) {
            findings.add(KeysInTheEnd.together(small).in(script, Map.of("keys", String.valueOf(small.size()))));
        }
        return findings;
    }

    private Finding in(Script script, Map<String, String> facts) {
        List<String> lines = Words.linesOfCode(script.text());
        int line = names.stream()
                .flatMap(name -> IntStream.range(0, lines.size())
                        .filter(number -> Words.names(lines.get(number), name))
                        .boxed())
                .findFirst()
                .orElse(0);
        return SafetyFinding.of(
                hazard, Optional.of(object), script.path(), script.firstLine() + line, what, remedy, facts);
    }
}
