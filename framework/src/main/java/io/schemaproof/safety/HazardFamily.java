package io.schemaproof.safety;

/**
 * What hazards are a danger to; a test each.
 *
 * @since 0.1
 */
public enum HazardFamily {
    /** The application has to wait, or what would have it wait breaks off. */
    WAITING("nobody waits for"),
    /** The application of before does not find what it uses. */
    NAMES("the application of before finds what it uses after"),
    /** Rows, or what depends on them, go or change in bulk. */
    ROWS("nothing goes unnamed or in bulk with"),
    /** What comes next finds something half done, unprotected or too small, or behaves differently. */
    SESSION("nothing is left behind by");

    private final String title;

    HazardFamily(String title) {
        this.title = title;
    }

    /** The beginning of a test's name, to which the migration's is added. */
    public String title() {
        return title;
    }
}
