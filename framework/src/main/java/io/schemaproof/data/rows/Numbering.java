package io.schemaproof.data.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Gives each dimension its number in each row: where a key must be unique, so that the combinations are gone through one by one
 * and none comes twice; elsewhere, so that rows look unlike each other.
 */
final class Numbering {

    /** How many different values a column without limit takes where it may repeat. */
    private static final int SPREAD = 1000;

    private static final int FEW = 12;

    private static final Set<String> WHOLE = Set.of("smallint", "integer", "bigint");

    private final List<Dimension> dimensions;
    private final RowRequest request;

    Numbering(List<Dimension> dimensions, RowRequest request) {
        this.dimensions = dimensions;
        this.request = request;
    }

    /** @param counted columns that a sequence numbers: keys with one of them are unique already */
    void apply(TargetTable table, Set<String> counted) {
        for (UniqueKey key : table.unique()) {
            if (!key.partial() && key.columns().stream().noneMatch(counted::contains)) {
                unique(key, table);
            }
        }
        for (Dimension dimension : dimensions) {
            if (dimension.isFree()) {
                dimension.number(free(dimension, table));
            }
        }
    }

    private void unique(UniqueKey key, TargetTable table) {
        List<Dimension> parts = dimensions.stream()
                .filter(dimension -> dimension.columns.stream().anyMatch(key.columns()::contains))
                .toList();
        if (parts.stream().anyMatch(Dimension::isCounting)) {
            return;
        }
        List<Dimension> free = parts.stream().filter(Dimension::isFree).toList();
        // The last column is what a row is told apart by: (tenant, number), (room, period).
        for (int i = free.size() - 1; i >= 0; i--) {
            Dimension last = free.get(i);
            if (last.isUnlimited()) {
                if (free.size() == 2 && free.get(1 - i).isParent() && isPlace(last, key, table)) {
                    // The rows of one parent follow each other, as the lines of an order do.
                    last.number("coalesce(g / " + some(free.get(1 - i)) + ", g)");
                } else {
                    last.count();
                }
                return;
            }
        }
        String stride = "1";
        List<String> before = new ArrayList<>();
        for (Dimension dimension : free) {
            String quotient = "(g / nullif(" + stride + ", 0))";
            // Adding what went before turns the columns against each other, so that all values are used early.
            String turned = before.isEmpty() ? quotient : "(" + quotient + " + " + String.join(" + ", before) + ")";
            dimension.number("(" + turned + " % nullif(" + dimension.size + ", 0))");
            before.add("(" + quotient + " % nullif(" + dimension.size + ", 0))");
            stride = stride + " * " + dimension.size;
        }
    }

    /** Whether a column says at which place of its parent a row stands: a whole number that no other key tells rows apart by. */
    private boolean isPlace(Dimension dimension, UniqueKey key, TargetTable table) {
        return request.character() == RowCharacter.TYPICAL
                && key.plain()
                && dimension.columns.stream()
                        .allMatch(name -> table.column(name)
                                        .map(TargetColumn::type)
                                        .filter(WHOLE::contains)
                                        .isPresent()
                                && table.unique().stream()
                                        .noneMatch(other -> !other.equals(key)
                                                && other.columns().contains(name)));
    }

    /** How many of the parents have children. */
    private static String some(Dimension parent) {
        return "nullif(" + parent.size + " - " + parent.size + " / 4, 0)";
    }

    private String free(Dimension dimension, TargetTable table) {
        long salt = request.seed() * 1_000_003 + (table.table().name() + "." + dimension.name).hashCode();
        String hash = Sql.hash("g", salt);
        boolean typical = request.character() == RowCharacter.TYPICAL;
        if (dimension.isParent()) {
            String count = "nullif(" + dimension.size + ", 0)";
            // A few of those that have any have more than others.
            String some = some(dimension);
            return typical
                    ? "((g + g / " + some + " + " + Math.floorMod(salt, 1009) + ") % " + some + ")"
                    : "(CASE WHEN " + hash + " % 4 < 3 THEN 0 ELSE " + hash + " % " + count + " END)";
        }
        long spread = typical ? SPREAD : Math.max(FEW, dimension.special + 4);
        return "(" + hash + " % " + (dimension.isUnlimited() ? spread : Math.min(spread, dimension.known)) + ")";
    }

    /** Whether a sequence or the row's own number makes each key different in each row. */
    boolean isDifferent(TargetTable table, Set<String> counted) {
        return table.unique().stream()
                .allMatch(key -> key.columns().stream().anyMatch(counted::contains)
                        || (key.plain()
                                && dimensions.stream()
                                        .anyMatch(dimension -> dimension.isCounting()
                                                && dimension.special == 0
                                                && dimension.columns.stream().anyMatch(key.columns()::contains))));
    }

    /** How many rows the smallest of the keys allows; 0 where nothing is known. */
    long possible(TargetTable table) {
        return table.unique().stream()
                .filter(key -> key.plain()
                        && key.columns().stream().noneMatch(name -> table.isNullable(name) && key.nullsDistinct()))
                .mapToLong(this::combinations)
                .filter(count -> count > 0)
                .min()
                .orElse(0);
    }

    private long combinations(UniqueKey key) {
        long product = 1;
        for (String name : key.columns()) {
            long known = dimensions.stream()
                    .filter(dimension -> dimension.columns.equals(Set.of(name)))
                    .mapToLong(dimension -> dimension.known)
                    .findFirst()
                    .orElse(0);
            product = known == 0 ? 0 : Math.min(Source.UNLIMITED, product * known);
        }
        return product;
    }
}
