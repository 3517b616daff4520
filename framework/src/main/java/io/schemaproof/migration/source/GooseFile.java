package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.script.GooseScript;
import io.schemaproof.migration.source.MarkedFile.Line;
import io.schemaproof.migration.source.MarkedFile.Section;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two halves of a goose migration.
 *
 * @param up what stands under {@code -- +goose Up}
 * @param down what stands under {@code -- +goose Down}
 * @param transactional false where {@code -- +goose NO TRANSACTION} stands anywhere
 * @param environmentCarried whether a switch outside a half makes goose fill in variables of the environment within it
 */
record GooseFile(Section up, Optional<Section> down, boolean transactional, boolean environmentCarried) {

    private static final Pattern UP_OR_DOWN = Pattern.compile("(?im)^--[ \\t]*\\+goose[ \\t]+(up|down)[ \\t]*\\r?$");

    static boolean isMarked(SourceFile file) {
        return UP_OR_DOWN.matcher(file.head()).find();
    }

    static GooseFile parse(SourceFile file) {
        String text = file.text();
        Line up = null;
        Line down = null;
        boolean transactional = true;
        boolean environment = false;
        boolean carried = false;
        for (Line line : MarkedFile.lines(text)) {
            switch (marker(file, line, up == null)) {
                case "UP" -> {
                    if (up != null) {
                        throw error(
                                file,
                                line,
                                "has a second -- +goose Up (the first is on line " + up.number() + ")",
                                "Make a file of each.");
                    }
                    up = line;
                    carried = environment;
                }
                case "DOWN" -> {
                    if (up == null) {
                        throw error(file, line, "has -- +goose Down before any -- +goose Up", "Put Up first.");
                    }
                    if (down != null) {
                        throw error(
                                file,
                                line,
                                "has a second -- +goose Down (the first is on line " + down.number() + ")",
                                "Join the two.");
                    }
                    down = line;
                    carried |= environment;
                }
                case "NO TRANSACTION" -> transactional = false;
                case "ENVSUB ON" -> environment = true;
                case "ENVSUB OFF" -> environment = false;
                default -> {
                    if (up == null && !line.isBlankOrComment()) {
                        throw error(file, line, "has a statement before -- +goose Up", "Move it below the marker.");
                    }
                }
            }
        }
        if (up == null) {
            throw new MigrationException(file.path()
                    + " has no line -- +goose Up, and goose refuses it. Write the marker above the first statement.");
        }
        return new GooseFile(
                section(text, up, down),
                Optional.ofNullable(down).map(line -> section(text, line, null)),
                transactional,
                carried);
    }

    private static Section section(String text, Line marker, @Nullable Line next) {
        return new Section(marker, text.substring(marker.end(), next == null ? text.length() : next.begin()));
    }

    /** @param head whether no half has begun; what goose refuses within one, the run of it says */
    private static String marker(SourceFile file, Line line, boolean head) {
        if (!GooseScript.isAnnotation(line.text())) {
            return "";
        }
        try {
            return GooseScript.annotation(line.text());
        } catch (IllegalArgumentException e) {
            if (head) {
                throw error(
                        file,
                        line,
                        "has the " + e.getMessage(),
                        "It takes each line that begins with -- and holds +goose for one of its own.");
            }
            return "";
        }
    }

    private static MigrationException error(SourceFile file, Line line, String what, String remedy) {
        return new MigrationException(
                file.path() + " line " + line.number() + " " + what + ", and goose refuses it. " + remedy);
    }
}
