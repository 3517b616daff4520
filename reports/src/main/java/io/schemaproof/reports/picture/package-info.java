/** Draw what checks have seen, as SVG that needs nothing else: light and dark, on paper, and in words. */
@NullMarked
package io.schemaproof.reports.picture;

import org.jspecify.annotations.NullMarked;
