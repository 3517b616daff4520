/** Judge migrations by what the server did for them: what a running application would have to wait for or lose. */
@NullMarked
package io.schemaproof.safety;

import org.jspecify.annotations.NullMarked;
