package io.schemaproof.data.digest;

import io.schemaproof.base.SqlText;

/**
 * A column as the server hashes it.
 *
 * @param name as stored, not quoted
 * @param plain whether the type is one of PostgreSQL's own whose cast to text loses nothing
 * @param form how values are written so that those that are equal are the same
 * @param byValue whether they are hashed so
 */
record HashedColumn(String name, boolean plain, ValueForm form, boolean byValue) {

    /**
     * The hash of the value: an expression of type bigint that is never NULL.
     *
     * <p>The text is that of the type's output function. A cast to text is the faster way to it, but {@code char(n)} loses
     * its blanks by it, and a user may have defined another one for a type of their own. The seed is derived from the
     * name, so that the same value in two columns gives two hashes; {@code COLLATE "C"}, because a collation that is not
     * deterministic hashes equal what it compares as equal.
     */
    String hash() {
        int seed = name.hashCode();
        // A NULL needs a hash of its own; that of another column's would do as little as none.
        long ofNull = seed * 0x9E3779B97F4A7C15L;
        String text = byValue && hasForm() ? form.of(quoted()) : form.exactly(quoted(), text());
        return "coalesce(hashtextextended(" + text + " COLLATE \"C\", " + seed + "), '" + ofNull + "')";
    }

    /** Whether values may be equal whose texts are not. */
    boolean hasForm() {
        return form != ValueForm.TEXT;
    }

    /** The value as the type's output function writes it, or NULL. */
    String text() {
        String column = quoted();
        return plain
                ? "(" + column + "::text)"
                : "(CASE WHEN num_nulls(" + column + ") = 0 THEN format('%s', " + column + ") END)";
    }

    /** The value as a reader is shown it, or NULL. */
    String shown() {
        return form.shown(quoted(), text());
    }

    String quoted() {
        return "t." + SqlText.identifier(name);
    }
}
