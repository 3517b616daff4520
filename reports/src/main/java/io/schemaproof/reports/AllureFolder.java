package io.schemaproof.reports;

import io.schemaproof.verify.result.Verification;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;

/** The two files of a results folder that belong to no single test. */
final class AllureFolder {

    // Allure matches a message as a whole; the first word of ours is the verdict.
    private static final String CATEGORIES = """
            [
              {"name": "Up fails", "matchedStatuses": ["failed"], "messageRegex": "(?s)up-fails\\\\b.*"},
              {"name": "Round trip broken", "matchedStatuses": ["failed"], "messageRegex": "(?s)(down-fails|leaves-trace|reup-fails)\\\\b.*"},
              {"name": "Data lost", "matchedStatuses": ["failed"], "messageRegex": "(?s)loses-data\\\\b.*"},
              {"name": "No down", "matchedStatuses": ["failed"], "messageRegex": "(?s)no-down\\\\b.*"},
              {"name": "Unsafe", "matchedStatuses": ["failed"], "messageRegex": "(?s)unsafe\\\\b.*"},
              {"name": "Inconclusive", "matchedStatuses": ["skipped"]},
              {"name": "Environment", "matchedStatuses": ["broken"]}
            ]
            """;

    private AllureFolder() {}

    /** Leaves categories of the user's own alone. */
    static void writeCategories(Path directory) throws IOException {
        Path file = directory.resolve("categories.json");
        if (!Files.exists(file)) {
            Files.writeString(file, CATEGORIES);
        }
    }

    /** Adds our lines to those of others. */
    static void writeEnvironment(Path directory, Verification verification) throws IOException {
        Path file = directory.resolve("environment.properties");
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                properties.load(reader);
            }
        }
        properties.setProperty("PostgreSQL", verification.serverVersion());
        properties.setProperty("Provider", verification.provider());
        properties.setProperty("Schemaproof", verification.tool());
        StringWriter text = new StringWriter();
        properties.store(text, null);
        // Without the line that holds the time, so that equal runs write equal files.
        String lines = text.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(file, lines, StandardCharsets.ISO_8859_1);
    }
}
