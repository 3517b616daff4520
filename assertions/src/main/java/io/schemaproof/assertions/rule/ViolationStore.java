package io.schemaproof.assertions.rule;

import io.schemaproof.base.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The file with what is known to violate a rule: one object on each line, sorted, below two lines that say what it is. */
final class ViolationStore {

    private final Path folder;
    private final Rule rule;

    ViolationStore(Path folder, Rule rule) {
        this.folder = folder;
        this.rule = rule;
    }

    Path file() {
        return folder.resolve(rule.id() + ".txt");
    }

    /** The objects; empty where there is no file. */
    Optional<NavigableSet<String>> read() {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        try {
            NavigableSet<String> objects = new TreeSet<>();
            for (String line : Files.readAllLines(file(), StandardCharsets.UTF_8)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    objects.add(escapedBack(line.strip()));
                }
            }
            return Optional.of(objects);
        } catch (IOException e) {
            throw new UncheckedIOException("The known violations cannot be read: " + e.getMessage(), e);
        }
    }

    void write(NavigableSet<String> objects) {
        StringBuilder text = new StringBuilder("# Known violations of: ")
                .append(rule.sentence().replace('\n', ' '))
                .append("\n# Schemaproof takes out what is mended; nothing is added by itself.\n");
        objects.forEach(object -> text.append(escaped(object)).append('\n'));
        try {
            AtomicFile.write(file(), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The known violations cannot be written: " + e.getMessage(), e);
        }
    }

    /** A name may hold a line break. */
    private static String escaped(String object) {
        return object.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String escapedBack(String line) {
        return line.translateEscapes();
    }
}
