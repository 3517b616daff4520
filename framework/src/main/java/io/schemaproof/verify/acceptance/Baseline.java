package io.schemaproof.verify.acceptance;

import io.schemaproof.base.AtomicFile;
import io.schemaproof.base.TextLines;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.rule.Finding;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text file with findings that are known, a line for each: rule, script and object. What a finding says may change with the
 * server and with the rows, so it is not kept; nor is the line, which moves.
 */
final class Baseline {

    private static final String SEPARATOR = " | ";
    private static final String HEAD = """
            # Findings that are known and let pass, one in each line: rule | script | object.
            # Made by schemaproof verify --baseline FILE --write-baseline, which also takes out what is mended.
            """;

    private Baseline() {}

    /**
     * A finding that is known.
     *
     * @param file the script's path below the verified folder; empty text where the finding names none
     * @param object empty text where the finding names none
     */
    record Entry(String rule, String file, String object) {

        /** @param suffix tells the migrations of one file apart */
        static Entry of(Finding finding, String suffix) {
            return new Entry(
                    finding.rule(),
                    finding.file().map(path -> path + suffix).orElse(""),
                    finding.object().orElse("").replaceAll("\\R", " ").strip());
        }

        /** The check that finds it. */
        String check() {
            return rule.replaceFirst("\\..*", "");
        }

        Optional<String> named() {
            return Optional.of(object).filter(name -> !name.isEmpty());
        }

        private String line() {
            return String.join(SEPARATOR, rule, file, object).stripTrailing();
        }
    }

    /**
     * Read a file.
     *
     * @return its entries, as often as they stand there; empty if there is no such file
     * @throws MigrationException if it cannot be read or a line is no entry
     */
    static Optional<List<Entry>> read(Path file) {
        List<String> lines;
        try {
            lines = TextLines.of(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new MigrationException("The baseline " + file + " cannot be read: " + e.getMessage());
        }
        List<Entry> entries = new ArrayList<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] parts = (line + " ").split(Pattern.quote(SEPARATOR), 3);
            if (parts.length < 2) {
                throw new MigrationException("The baseline " + file + ", line " + number
                        + ", is no finding: it takes the form rule | script | object.");
            }
            entries.add(new Entry(
                    parts[0].strip(),
                    parts[1].replaceFirst("\\|\\s*\\z", "").strip(),
                    parts.length > 2 ? parts[2].strip() : ""));
        }
        return Optional.of(entries);
    }

    /** Write a file anew. */
    static void write(Path file, Collection<Entry> entries) {
        String text = entries.stream().map(Entry::line).sorted().collect(Collectors.joining("\n"));
        try {
            AtomicFile.write(file, HEAD + (text.isEmpty() ? "" : text + "\n"));
        } catch (IOException e) {
            throw new MigrationException("The baseline " + file + " cannot be written: " + e.getMessage());
        }
    }
}
