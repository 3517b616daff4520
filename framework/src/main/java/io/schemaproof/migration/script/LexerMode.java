package io.schemaproof.migration.script;

/** In what the lexer is. */
enum LexerMode {
    INITIAL(""),
    COMMENT("comment: */"),
    STRING("string: '"),
    ESCAPE_STRING("string: '"),
    BIT_STRING("string: '"),
    IDENTIFIER("quoted identifier: \""),
    DOLLAR("dollar-quoted string: "),
    /** Behind a string that goes on on a later line, if a quote is next there. */
    AFTER_STRING("");

    private final String missing;

    LexerMode(String missing) {
        this.missing = missing;
    }

    /** What is open and what would end it, or the empty text. */
    String missing(String dollarTag) {
        return missing.isEmpty() ? "" : missing + (this == DOLLAR ? dollarTag : "") + " is missing";
    }
}
