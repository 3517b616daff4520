package io.schemaproof.assertions;

import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * Collect failures and report them together. A missing object is one failure; what follows it in the chain is left out.
 *
 * <pre>{@code
 * @ExtendWith(SoftAssertionsExtension.class)
 * class OrdersTest {
 *   @InjectSoftAssertions SchemaSoftAssertions softly;
 *
 *   @Test
 *   void orders(Schema schema) {
 *     softly.assertThat(schema).table("orders").column("total").hasType("numeric(12,2)").isNotNullable();
 *     softly.assertThat(schema).table("order_lines").hasPrimaryKey("order_id", "line");
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
public class SchemaSoftAssertions extends AbstractSoftAssertions implements SchemaSoftAssertionsProvider {

    /** Collect failures until {@link #assertAll()} is called. */
    public SchemaSoftAssertions() {}

    /**
     * Run assertions and report their failures together.
     *
     * @throws AssertionError if one or more failed
     */
    public static void assertSoftly(Consumer<SchemaSoftAssertions> softly) {
        SoftAssertionsProvider.assertSoftly(SchemaSoftAssertions.class, softly);
    }
}
