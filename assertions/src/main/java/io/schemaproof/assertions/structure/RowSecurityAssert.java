package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Assert on the row level security of a table. Policies do nothing while it is off: whatever is asked of them fails then.
 *
 * <pre>{@code
 * assertThat(schema).table("orders").rowSecurity().isForced().hasExactlyPolicies("tenant"); // passes
 * assertThat(schema).table("plain").rowSecurity().hasExactlyPolicies("tenant"); // fails: row security is off
 * }</pre>
 *
 * @since 0.1
 */
public class RowSecurityAssert extends AbstractSchemaproofAssert<RowSecurityAssert, Table> {

    private final Schema schema;

    RowSecurityAssert(Schema schema, Table actual) {
        super(actual, RowSecurityAssert.class);
        this.schema = schema;
    }

    @Override
    protected String where() {
        return "table " + actual.identity() + " · row security";
    }

    /** Require that policies hold for everybody but the owner, superusers and roles with BYPASSRLS. */
    public RowSecurityAssert isEnabled() {
        if (!actual.isRowSecurityEnabled()) {
            fail(off(Failure.expected("row level security to be enabled"), "disabled"));
        }
        return this;
    }

    /** Require that policies hold for nobody. */
    public RowSecurityAssert isDisabled() {
        if (actual.isRowSecurityEnabled()) {
            fail(Failure.expected("row level security to be disabled").butWas("disabled", "enabled"));
        }
        return this;
    }

    /** Require that policies hold for the owner too. */
    public RowSecurityAssert isForced() {
        isEnabled();
        if (!isForcedOn()) {
            fail(Failure.expected("row level security to hold for the owner too")
                    .butWas("forced", "not forced")
                    .suggest("ALTER TABLE " + actual.identity() + " FORCE ROW LEVEL SECURITY;"));
        }
        return this;
    }

    /** Require that the owner sees all rows. */
    public RowSecurityAssert isNotForced() {
        if (isForcedOn()) {
            fail(Failure.expected("row level security not to hold for the owner")
                    .butWas("not forced", "forced"));
        }
        return this;
    }

    /** Require these policies and no other, and that row security is on. */
    public RowSecurityAssert hasExactlyPolicies(String... names) {
        if (isOff()) {
            return this;
        }
        SetDifference difference = SetDifference.exactly(
                Arrays.stream(names).map(Names::column).toList(),
                actual.policies().stream().map(ChildLookup::name).toList());
        if (!difference.isEmpty()) {
            fail(Failure.expected("exactly these policies").sets(difference));
        }
        return this;
    }

    /**
     * Go on with a policy.
     *
     * @throws AssertionError if there is none of this name, or if row security is off
     */
    public PolicyAssert policy(String name) {
        isOff();
        return continued(find(name));
    }

    /** Assert on a policy and come back; all failures are reported together. */
    public RowSecurityAssert policy(String name, Consumer<PolicyAssert> requirements) {
        isOff();
        return nested(find(name), requirements);
    }

    private PolicyAssert find(String name) {
        return new PolicyAssert(
                schema, ChildLookup.child(schema, actual.object(), ObjectKind.POLICY, name, this::missing), actual);
    }

    private boolean isOff() {
        if (!actual.isRowSecurityEnabled()) {
            fail(off(
                    Failure.expected("policies that hold"),
                    "row level security is disabled, so no policy does anything"));
            return true;
        }
        return false;
    }

    private Failure off(Failure failure, String found) {
        return failure.butWas("enabled", found)
                .suggest("ALTER TABLE " + actual.identity() + " ENABLE ROW LEVEL SECURITY;");
    }

    private boolean isForcedOn() {
        return actual.object().is("row security forced");
    }
}
