package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.Schema;
import java.util.List;

/**
 * Assert on an enum type. Its labels have an order, by which their values compare.
 *
 * <pre>{@code
 * assertThat(schema).enumType("mood").hasExactlyLabels("sad", "ok", "happy"); // passes
 * assertThat(schema).enumType("mood").hasExactlyLabels("happy", "ok", "sad"); // fails: another order
 * }</pre>
 *
 * @since 0.1
 */
public class EnumTypeAssert extends AbstractTypeAssert<EnumTypeAssert, EnumType> {

    EnumTypeAssert(Schema schema, EnumType actual) {
        super(schema, actual, actual.object(), EnumTypeAssert.class);
    }

    /** Require these labels and no other, in this order. */
    public EnumTypeAssert hasExactlyLabels(String... labels) {
        List<String> expected = List.of(labels);
        SetDifference difference = SetDifference.exactly(expected, actual.labels());
        if (!difference.isEmpty()) {
            fail(Failure.expected("exactly these labels").sets(difference));
        } else if (!expected.equals(actual.labels())) {
            fail(Failure.expected("the labels in this order")
                    .butWas(String.join(", ", expected), String.join(", ", actual.labels()))
                    .line("PostgreSQL cannot move a label; values compare in the order there is."));
        }
        return this;
    }

    /** Require that these labels are there, with or without others. */
    public EnumTypeAssert hasLabels(String... labels) {
        return atLeast("these labels", List.of(labels), actual.labels());
    }

    /** Require that there is no such label. */
    public EnumTypeAssert hasNoLabel(String label) {
        if (actual.labels().contains(label)) {
            fail(Failure.expected("no label " + label).butWas("no such label", String.join(", ", actual.labels())));
        }
        return this;
    }
}
