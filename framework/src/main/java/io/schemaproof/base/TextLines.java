package io.schemaproof.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Read files of lines that people write by hand, in UTF-8.
 *
 * @since 0.1
 */
public final class TextLines {

    private TextLines() {}

    /**
     * Return the lines of a file, without the byte order mark that some editors put before the first.
     *
     * @throws IOException if it cannot be read, or is no UTF-8
     */
    public static List<String> of(Path file) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
        if (!lines.isEmpty()) {
            lines.set(0, ByteOrderMark.removed(lines.get(0)));
        }
        return List.copyOf(lines);
    }
}
