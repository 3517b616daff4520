package io.schemaproof.safety.estimate;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What estimates begin with: how large tables are in production, and how fast work is here, which is asked only where there is
 * something to estimate.
 *
 * @since 0.1
 */
public final class Production {

    private final Optional<ProductionSizes> sizes;
    private final Supplier<WorkRates> source;
    private @Nullable WorkRates rates;

    private Production(Optional<ProductionSizes> sizes, Supplier<WorkRates> source) {
        this.sizes = sizes;
        this.source = source;
    }

    /** Nothing is known of production, and nothing is estimated. */
    public static Production unknown() {
        return new Production(Optional.empty(), () -> {
            throw new IllegalStateException("Without sizes nobody asks for rates.");
        });
    }

    /**
     * Begin with these sizes.
     *
     * @param rates asked once at most
     */
    public static Production of(ProductionSizes sizes, Supplier<WorkRates> rates) {
        return new Production(Optional.of(sizes), rates);
    }

    /** How large its tables are. */
    public Optional<ProductionSizes> sizes() {
        return sizes;
    }

    /** How fast work is here. */
    public WorkRates rates() {
        WorkRates known = rates;
        if (known == null) {
            known = source.get();
            rates = known;
        }
        return known;
    }
}
