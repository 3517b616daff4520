package io.schemaproof.data.rows;

/**
 * Values as an expression over a number: different numbers from 0 to below the size give different values.
 *
 * @param template SQL in which <code>{i}</code> stands for the number, a bigint
 * @param size how many different values there are
 * @param ordered whether a greater number gives a greater value
 * @param special how many of the first ones are chosen values, which shall come up often
 * @param own whether each row has one of its own, also where no key says so
 */
record Source(String template, long size, boolean ordered, long special, boolean own) {

    Source(String template, long size, boolean ordered) {
        this(template, size, ordered, 0, false);
    }

    /** So many that no table has more rows. */
    static final long UNLIMITED = Integer.MAX_VALUE;

    static Source of(String template) {
        return new Source(template, UNLIMITED, false);
    }

    static Source ordered(String template) {
        return new Source(template, UNLIMITED, true);
    }

    static Source own(String template) {
        return new Source(template, UNLIMITED, false, 0, true);
    }

    static Source limited(String template, long size) {
        return new Source(template, size, false);
    }

    String sql(String number) {
        return template.replace("{i}", number);
    }

    /** These values, then those of another. */
    Source then(Source other) {
        String rest = other.sql("({i} - " + size + ")");
        return new Source(
                "CASE WHEN {i} < " + size + " THEN " + template + " ELSE " + rest + " END",
                Math.min(UNLIMITED, size + other.size()),
                false,
                size,
                other.own);
    }

    boolean isUnlimited() {
        return size >= UNLIMITED;
    }
}
