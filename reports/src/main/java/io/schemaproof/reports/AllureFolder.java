package io.schemaproof.reports;

import io.qameta.allure.model.TestResult;
import io.schemaproof.verify.result.ToolVersion;
import io.schemaproof.verify.result.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
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

    /** Whatever of them is not there yet, by a test that had a server. */
    static void write(Path directory, TestResult test) throws IOException {
        writeCategories(directory);
        Map<String, String> environment = new TreeMap<>();
        AllureParameters.server(test).ifPresent(version -> environment.put("PostgreSQL", version));
        AllureParameters.provider(test).ifPresent(provider -> environment.put("Provider", provider));
        environment.put("Schemaproof", ToolVersion.get());
        writeEnvironment(directory, environment);
        AllureExecutor.write(directory, System::getenv);
    }

    /** Adds our lines to those of others. */
    static void writeEnvironment(Path directory, Verification verification) throws IOException {
        writeEnvironment(
                directory,
                Map.of(
                        "PostgreSQL", verification.serverVersion(),
                        "Provider", verification.provider(),
                        "Schemaproof", verification.tool()));
    }

    /** Writes only where there is something new: each test comes here. */
    static synchronized void writeEnvironment(Path directory, Map<String, String> ours) throws IOException {
        Path file = directory.resolve("environment.properties");
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                properties.load(reader);
            }
        }
        if (properties.entrySet().containsAll(Map.<Object, Object>copyOf(ours).entrySet())) {
            return;
        }
        properties.putAll(ours);
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
