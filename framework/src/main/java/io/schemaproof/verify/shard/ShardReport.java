package io.schemaproof.verify.shard;

import io.schemaproof.migration.MigrationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.tools.json.JSONParser;
import org.jooq.tools.json.ParseException;

/**
 * What one shard has said, read from its JSON report.
 *
 * @param file the report
 * @param shard which it is
 * @param tools what it was run by: the versions of Schemaproof and of the server
 * @param plan how the migrations were divided
 * @param checks what was looked for, as {@link ShardPart#checks()}
 * @param first place of its first migration in the history, counted from 1
 * @param last place of its last one
 * @param wholeFirst place of the first migration that all shards divide
 * @param wholeLast place of the last one
 * @param migrations what it says of each
 * @since 0.1
 */
public record ShardReport(
        Path file,
        Shard shard,
        String tools,
        String plan,
        List<String> checks,
        int first,
        int last,
        int wholeFirst,
        int wholeLast,
        List<Told> migrations) {

    /**
     * What is said of one migration.
     *
     * @param verdict its word
     * @param severities of the findings, by their words
     */
    public record Told(String version, String description, String verdict, List<String> severities) {

        public Told {
            severities = List.copyOf(severities);
        }
    }

    public ShardReport {
        checks = List.copyOf(checks);
        migrations = List.copyOf(migrations);
    }

    /**
     * Read a report.
     *
     * @throws MigrationException if it cannot be read, or is not that of a shard
     */
    static ShardReport read(Path file) {
        Map<?, ?> document = document(file);
        if (!(document.get("shard") instanceof Map<?, ?> shard)
                || !(shard.get("part") instanceof Map<?, ?> part)
                || !(shard.get("whole") instanceof Map<?, ?> whole)) {
            throw new MigrationException(
                    file + " is not the report of a shard. Name the files that runs with --shard have"
                            + " written with --json.");
        }
        List<Told> migrations = new ArrayList<>();
        for (Object each : list(document, "migrations")) {
            if (each instanceof Map<?, ?> migration) {
                migrations.add(told(migration));
            }
        }
        Object server = document.get("server") instanceof Map<?, ?> named ? named.get("version") : "?";
        return new ShardReport(
                file,
                new Shard(number(shard, "number"), number(shard, "of")),
                "Schemaproof " + document.get("version") + " on PostgreSQL " + server,
                String.valueOf(shard.get("plan")),
                list(shard, "checks").stream().map(String::valueOf).toList(),
                number(part, "first"),
                number(part, "last"),
                number(whole, "first"),
                number(whole, "last"),
                migrations);
    }

    /** Read a JSON report of a verification. */
    static Map<?, ?> document(Path file) {
        try {
            Object json = new JSONParser().parse(Files.readString(file, StandardCharsets.UTF_8));
            if (json instanceof Map<?, ?> document
                    && document.get("tool") instanceof String tool
                    && tool.equals("schemaproof")
                    && document.get("migrations") instanceof List<?>) {
                return document;
            }
        } catch (IOException | ParseException e) {
            throw new MigrationException("The report " + file + " cannot be read: " + e, e);
        }
        throw new MigrationException(
                file + " is no JSON report of a verification. Name a file that 'verify' has written with --json.");
    }

    static List<?> list(Map<?, ?> of, String field) {
        return of.get(field) instanceof List<?> list ? list : List.of();
    }

    private static Told told(Map<?, ?> migration) {
        List<String> severities = new ArrayList<>();
        for (Object each : list(migration, "findings")) {
            severities.add(String.valueOf(each instanceof Map<?, ?> finding ? finding.get("severity") : each));
        }
        return new Told(
                String.valueOf(migration.get("version")),
                String.valueOf(migration.get("description")),
                String.valueOf(migration.get("verdict")),
                severities);
    }

    private static int number(Map<?, ?> of, String field) {
        return of.get(field) instanceof Number number ? number.intValue() : 0;
    }
}
