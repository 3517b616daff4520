package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import java.util.Optional;
import org.jooq.Field;

/**
 * What a sequence has to be. Its current value is data.
 *
 * @param options as CREATE SEQUENCE takes them, such as {@code INCREMENT BY 10 CYCLE}; what is not said must be at its
 *     default
 * @param ownedBy the column with which it is dropped: {@code orders.id}
 * @since 0.1
 */
public record SequenceContract(String type, String options, Optional<String> ownedBy, Optional<String> comment) {

    /** A sequence of bigint at its defaults that no column owns. */
    public static SequenceContract sequence() {
        return new SequenceContract("bigint", "", Optional.empty(), Optional.empty());
    }

    /** The same of another type. */
    public SequenceContract as(String otherType) {
        return new SequenceContract(otherType, options, ownedBy, comment);
    }

    /** The same with options. */
    public SequenceContract with(String otherOptions) {
        return new SequenceContract(type, otherOptions, ownedBy, comment);
    }

    /** The same, owned by a column. */
    public SequenceContract ownedBy(String column) {
        return new SequenceContract(type, options, Optional.of(column), comment);
    }

    /** The same, owned by the column of a jOOQ field, which knows its table. */
    public SequenceContract ownedBy(Field<?> field) {
        return ownedBy(Names.of(field));
    }

    /** The same with a comment. */
    public SequenceContract withComment(String text) {
        return new SequenceContract(type, options, ownedBy, Optional.of(text));
    }
}
