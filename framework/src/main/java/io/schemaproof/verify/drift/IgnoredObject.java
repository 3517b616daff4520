package io.schemaproof.verify.drift;

import io.schemaproof.base.TextLines;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.migration.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object whose differences are meant, with what is part of it.
 *
 * @param object its name as the report writes it, with or without its kind; {@code *} stands for any text
 * @param reason why
 * @since 0.1
 */
public record IgnoredObject(String object, String reason) {

    private static final Pattern LINE = Pattern.compile("(.+?)\\s+because\\s+(\\S.*)");

    public IgnoredObject {
        if (object.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("What is ignored has a name and a reason.");
        }
    }

    /**
     * Read a file: a line {@code OBJECT because REASON} each; blank lines and those that begin with {@code #} say nothing.
     *
     * @throws MigrationException if there is no such file, or a line has no reason
     */
    public static List<IgnoredObject> read(Path file) {
        List<String> lines;
        try {
            lines = TextLines.of(file);
        } catch (IOException e) {
            throw new MigrationException("The list of what is ignored, " + file + ", cannot be read"
                    + (Files.exists(file) ? ": " + e.getMessage() : ": there is none") + ".");
        }
        List<IgnoredObject> ignored = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                Matcher matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    throw new MigrationException(file + ":" + (index + 1) + ": '" + line
                            + "' gives no reason. Write OBJECT because REASON, such as: public.old_orders because the archive"
                            + " still reads it");
                }
                ignored.add(new IgnoredObject(matcher.group(1), matcher.group(2)));
            }
        }
        return List.copyOf(ignored);
    }

    /** Whether it means an object or one that this is a part of. */
    boolean means(List<CatalogObject> chain) {
        Pattern pattern = Pattern.compile(Pattern.quote(object).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
        return chain.stream()
                .map(CatalogObject::id)
                .anyMatch(id -> pattern.matcher(id.identity()).matches()
                        || pattern.matcher(id.toString()).matches());
    }
}
