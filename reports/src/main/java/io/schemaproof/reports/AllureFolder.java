package io.schemaproof.reports;

import io.schemaproof.verify.result.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/** The two files of a results folder that belong to no single test. */
final class AllureFolder {

    private AllureFolder() {}

    /** Leaves categories of the user's own alone. */
    static synchronized void writeCategories(Path directory) throws IOException {
        Path file = directory.resolve("categories.json");
        if (!Files.exists(file)) {
            // Allure matches a message as a whole. Ours begin with the verdict where a migration is a result, and say
            // severity and
            // rule where a test is one; a failed assertion says what was expected. Each failure fits one category.
            try (InputStream in = Objects.requireNonNull(AllureFolder.class.getResourceAsStream("categories.json"))) {
                Files.write(file, in.readAllBytes());
            }
        }
    }

    /** Adds our lines to those of others. */
    static synchronized void writeEnvironment(Path directory, Verification verification) throws IOException {
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
