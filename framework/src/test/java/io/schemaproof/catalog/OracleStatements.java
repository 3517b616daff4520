package io.schemaproof.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The list of statements in {@code pg-dump-oracle.sql}. */
final class OracleStatements {

    private OracleStatements() {}

    /** The sections; later statements need earlier ones, so a part of a section is its beginning. */
    static List<Section> read(boolean all) {
        return read().stream()
                .map(section -> new Section(
                        section.name(),
                        section.statements()
                                .subList(0, all ? section.statements().size() : part(section))))
                .toList();
    }

    private static int part(Section section) {
        return Math.min(section.statements().size(), 3 + section.statements().size() / 2);
    }

    private static List<Section> read() {
        List<Section> sections = new ArrayList<>();
        Expectation expectation = Expectation.BOTH_OR_NEITHER;
        for (String line : lines()) {
            if (line.startsWith("== ")) {
                sections.add(new Section(line.substring(3), new ArrayList<>()));
            } else if (line.startsWith("-- only the snapshot: ")) {
                expectation = Expectation.ONLY_SNAPSHOT;
            } else if (line.startsWith("-- only pg_dump: ")) {
                expectation = Expectation.ONLY_DUMP;
            } else if (!line.isBlank() && !line.startsWith("--")) {
                sections.get(sections.size() - 1).statements().add(new Entry(line, expectation));
                expectation = Expectation.BOTH_OR_NEITHER;
            }
        }
        return sections;
    }

    private static List<String> lines() {
        try (InputStream file =
                Objects.requireNonNull(OracleStatements.class.getResourceAsStream("pg-dump-oracle.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    enum Expectation {
        BOTH_OR_NEITHER,
        ONLY_SNAPSHOT,
        ONLY_DUMP
    }

    record Section(String name, List<Entry> statements) {}

    record Entry(String sql, Expectation expectation) {

        boolean changesSnapshot(boolean dumpChanged) {
            return switch (expectation) {
                case BOTH_OR_NEITHER -> dumpChanged;
                case ONLY_SNAPSHOT -> true;
                case ONLY_DUMP -> false;
            };
        }

        boolean changesDump(boolean snapshotChanged) {
            return switch (expectation) {
                case BOTH_OR_NEITHER -> snapshotChanged;
                case ONLY_SNAPSHOT -> false;
                case ONLY_DUMP -> true;
            };
        }
    }
}
