package io.schemaproof.data.rows;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One or more columns whose values one number decides. */
final class Dimension {

    final String name;
    final Set<String> columns;
    /** How many numbers there are, as SQL; null where there is no limit. */
    final @Nullable String size;
    /** The same where it is known without asking; 0 where it is not. */
    final long known;
    /** How many of the first ones shall come up often. */
    final long special;

    private @Nullable String number;
    private boolean counting;

    Dimension(String name, Set<String> columns, @Nullable String size, long known, long special) {
        this.name = name;
        this.columns = columns;
        this.size = size;
        this.known = known;
        this.special = special;
    }

    boolean isUnlimited() {
        return size == null;
    }

    /** Whether it goes through the rows that a foreign key may refer to. */
    boolean isParent() {
        return name.startsWith("p");
    }

    boolean isFree() {
        return number == null;
    }

    /** Whether it has the row's own number, so that no two rows have the same. */
    boolean isCounting() {
        return counting;
    }

    void count() {
        number = "g";
        counting = true;
    }

    void number(String sql) {
        number = sql;
    }

    String number() {
        return number == null ? "g" : number;
    }
}
