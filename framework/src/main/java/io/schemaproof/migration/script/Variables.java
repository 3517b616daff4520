package io.schemaproof.migration.script;

import org.jspecify.annotations.Nullable;

/** psql's variables, as far as the lexer asks for them. */
@FunctionalInterface
public interface Variables {

    /** Return the value, or null where there is none or the branch of {@code \if} is not taken. */
    @Nullable
    String get(String name);
}
