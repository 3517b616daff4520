package io.schemaproof.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Messages without their last line, which is another one on each server. */
public final class Failures {

    private static final Pattern DATABASE =
            Pattern.compile("\n  Database: \\S+, PostgreSQL \\d[^\\s,]*(, last migration \\S+)?\\z");

    private Failures() {}

    /** Require the whole message before the line that names the database, which must be there, too. */
    public static Consumer<Throwable> saying(String message) {
        return error -> {
            assertThat(error).message().containsPattern(DATABASE);
            assertThat(withoutDatabase(String.valueOf(error.getMessage()))).isEqualTo(withoutDatabase(message));
        };
    }

    /** A message without the line that names the database. */
    static String withoutDatabase(String message) {
        return DATABASE.matcher(message).replaceFirst("");
    }
}
