/** Write what was seen and found as HTML that needs nothing else. */
@NullMarked
package io.schemaproof.reports.page;

import org.jspecify.annotations.NullMarked;
