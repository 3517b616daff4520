package io.schemaproof.assertions.rule;

/**
 * Ready policies for kinds of systems, each rule with the reason why it weighs more or less there than elsewhere.
 *
 * <p>They name only rules of which such a system says something of its own; {@link SchemaRules#faults()} hold everywhere. Their
 * rules may find nothing to judge.
 *
 * <pre>{@code
 * SeverityPolicies.saas().off(SecurityRules.haveRowSecurity(), "each tenant has a schema of its own").check(schema);
 * }</pre>
 *
 * @since 0.1
 */
public final class SeverityPolicies {

    private SeverityPolicies() {}

    /** Several customers in the same tables, of whom none may see another's rows. */
    public static SeverityPolicy saas() {
        return SeverityPolicy.of("saas")
                .error(
                        lenient(SecurityRules.haveRowSecurityWherePolicyIs()),
                        "a policy that does nothing shows one tenant another's rows")
                .error(
                        lenient(SecurityRules.havePolicyWhereRowSecurityIs()),
                        "without a policy every tenant sees an empty table")
                .error(
                        lenient(SecurityRules.haveNoPolicyThatIsAlwaysTrue()),
                        "it lets every tenant write into another's rows")
                .error(
                        lenient(SecurityRules.beSecurityInvoker()),
                        "a view reads with its owner's rights, so past the tenant's policy")
                .error(
                        lenient(SecurityRules.fixSearchPathOfSecurityDefiners()),
                        "a tenant's user could run code with the owner's rights, who sees all tenants")
                .error(
                        lenient(ForeignKeyRules.beCoveredByIndex()),
                        "when one tenant's data are deleted, all tenants' rows are read and wait")
                .error(lenient(KeyRules.haveRoom()), "one key counts the rows of all tenants together")
                .warning(
                        lenient(SecurityRules.haveRowSecurity()),
                        "a table of tenants' rows needs it; one that is the same for all does not")
                .warning(
                        lenient(SecurityRules.forceRowSecurity()),
                        "an application that connects as the owner sees all tenants")
                .warning(
                        lenient(SecurityRules.askOnceInPolicies()), "the tenant is asked for on each row of each query")
                .warning(
                        lenient(SecurityRules.haveOnePermissivePolicyForEach()),
                        "one policy that is wider lets through what another keeps from a tenant");
    }

    /** Money and bookings, which are added up, compared with others' books and kept for years. */
    public static SeverityPolicy fintech() {
        return SeverityPolicy.of("fintech")
                .error(
                        lenient(TypeRules.noMoney()),
                        "an amount must not change its currency with a setting of the server")
                .error(
                        lenient(TypeRules.noTimestampWithoutTimeZone()),
                        "the order of bookings from two places must be certain")
                .error(
                        lenient(TypeRules.noTimestampWithPrecision()),
                        "a booking that is rounded up belongs to the next day, or the next year")
                .error(
                        lenient(TypeRules.noTimeWithTimeZone()),
                        "a closing time without a date is another one in summer")
                .error(lenient(TableRules.havePrimaryKey()), "a booking that is there twice must be seen to be one")
                .error(
                        lenient(TableRules.notInherit()),
                        "keys do not hold for the rows of heirs, so a booking can be there twice")
                .error(
                        lenient(ForeignKeyRules.beValidated()),
                        "sums are trusted only if every old row fulfils the constraint too")
                .error(
                        lenient(ForeignKeyRules.beEnabled()),
                        "a booking without an account is missed in no sum and in every balance")
                .error(
                        lenient(ForeignKeyRules.notHaveNullableParts()),
                        "one NULL lets a booking point to an account that is not there")
                .error(
                        lenient(ForeignKeyRules.haveTypesOfReferencedColumns()),
                        "an account number that does not fit stops bookings")
                .error(lenient(KeyRules.haveRoom()), "when the numbers end, no payment is booked")
                .warning(
                        lenient(IndexRules.notBeUniqueWithNull()),
                        "a reference that is NULL does not keep a payment from being booked twice")
                .warning(
                        lenient(ColumnRules.notBeNullableBoolean()),
                        "a report of the paid and one of the unpaid both leave out the unknown")
                .warning(
                        lenient(TableRules.haveComment()),
                        "an auditor has to understand the tables without their authors");
    }

    private static ObjectRule<?> lenient(ObjectRule<?> rule) {
        return rule.allowEmptyShould(true);
    }
}
