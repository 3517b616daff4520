package io.schemaproof.database.embedded;

import io.schemaproof.database.Folders;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What a later JVM has to know of a server that is kept.
 *
 * @param password of role postgres, for this server alone
 * @param clean what is outside the databases of JVMs, as it was in the beginning
 */
record KeptFacts(String version, int port, String password, String clean) {

    private static final String NAME = "kept.properties";

    static Path file(Path folder) {
        return folder.resolve(NAME);
    }

    /** Written last, and in one step: a folder without it is of a start that was broken off. */
    void write(Path folder) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("version", version);
        properties.setProperty("port", String.valueOf(port));
        properties.setProperty("password", password);
        properties.setProperty("clean", clean);
        StringWriter text = new StringWriter();
        properties.store(text, null);
        Path unfinished = folder.resolve(NAME + ".new");
        Files.createFile(unfinished, Folders.ownerOnlyFile());
        Files.writeString(unfinished, text.toString());
        Files.move(unfinished, file(folder), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Empty where there are none, or they cannot be read. */
    static Optional<KeptFacts> read(Path folder) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file(folder), StandardCharsets.UTF_8)));
            return Optional.of(new KeptFacts(
                    properties.getProperty("version", ""),
                    Integer.parseInt(properties.getProperty("port", "")),
                    properties.getProperty("password", ""),
                    properties.getProperty("clean", "")));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL " + version + " on port " + port;
    }
}
