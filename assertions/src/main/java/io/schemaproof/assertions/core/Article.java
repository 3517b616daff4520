package io.schemaproof.assertions.core;

/** Write the article before a noun. */
public final class Article {

    private Article() {}

    /** As in {@code a unique constraint} and {@code an enum type}: a "u" sounds like "you" in all words of PostgreSQL's. */
    public static String with(String noun) {
        return ("aeio".indexOf(Character.toLowerCase(noun.charAt(0))) < 0 ? "a " : "an ") + noun;
    }
}
