package io.schemaproof.reports.picture;

/**
 * A picture that stands alone.
 *
 * @param title what it shows
 * @param svg the picture, which says in words what it shows, too
 */
public record Picture(String title, String svg) {

    /** The styles of all pictures, for a page that holds several. */
    public static final String STYLE = Svg.STYLE;

    /** Return the markup for a page that has the styles already. */
    public String inline() {
        return svg.replace(STYLE, "").replace(" xmlns=\"http://www.w3.org/2000/svg\"", "");
    }
}
