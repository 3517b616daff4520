package io.schemaproof.verify.function;

/** A write of one row, for which triggers fire. */
enum RowWrite {
    INSERT("inserts"),
    UPDATE("changes"),
    DELETE("deletes");

    private final String verb;

    RowWrite(String verb) {
        this.verb = verb;
    }

    /** What a client takes for done, such as {@code deletes}. */
    String verb() {
        return verb;
    }
}
