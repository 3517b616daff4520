package io.schemaproof.assertions.json.networknt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Take 1.0 for the same number as 1, as all drafts but 4 do; the validator does not where items are to be unique. */
final class WholeNumbers extends JsonNodeFactory {

    private static final long serialVersionUID = 1L;

    /** {@code 1e999999999} in a text is no reason to write all its digits down. */
    private static final int DIGITS = 1_000;

    @Override
    public ValueNode numberNode(BigDecimal value) {
        BigDecimal bare = value.stripTrailingZeros();
        if (bare.scale() > 0 || (long) bare.precision() - bare.scale() > DIGITS) {
            return super.numberNode(value);
        }
        BigInteger whole = bare.toBigIntegerExact();
        if (whole.bitLength() < Integer.SIZE) {
            return numberNode(whole.intValueExact());
        }
        return whole.bitLength() < Long.SIZE ? numberNode(whole.longValueExact()) : numberNode(whole);
    }
}
