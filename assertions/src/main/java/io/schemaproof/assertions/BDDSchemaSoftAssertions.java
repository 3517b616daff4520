package io.schemaproof.assertions;

import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * Collect failures of assertions that begin with {@code then}, as AssertJ's {@code BDDSoftAssertions} do.
 *
 * <pre>{@code
 * @ExtendWith(SoftAssertionsExtension.class)
 * class OrdersTest {
 *   @InjectSoftAssertions BDDSchemaSoftAssertions softly;
 *
 *   @Test
 *   void orders(Schema schema) {
 *     softly.then(schema).table("orders").column("total").hasType("numeric(12,2)").isNotNullable();
 *     softly.then(schema).table("order_lines").hasPrimaryKey("order_id", "line");
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
public class BDDSchemaSoftAssertions extends AbstractSoftAssertions implements BDDSchemaSoftAssertionsProvider {

    /** Collect failures until {@link #assertAll()} is called. */
    public BDDSchemaSoftAssertions() {}

    /**
     * Run assertions and report their failures together.
     *
     * @throws AssertionError if one or more failed
     */
    public static void assertSoftly(Consumer<BDDSchemaSoftAssertions> softly) {
        SoftAssertionsProvider.assertSoftly(BDDSchemaSoftAssertions.class, softly);
    }
}
