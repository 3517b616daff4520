package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/**
 * The library of ready rules: what other linters of schemas look for, judged by the catalogue and the planner.
 *
 * <p>Each is also to be had by itself, in {@link TableRules}, {@link ColumnRules}, {@link TypeRules}, {@link KeyRules},
 * {@link ForeignKeyRules}, {@link IndexRules}, {@link SecurityRules} and {@link NamingRules}. Those of the lists here may
 * find nothing to judge, since not every schema has views.
 *
 * @since 0.1
 */
public final class SchemaRules {

    private static final int EXHAUSTED_PERCENT = 80;

    private SchemaRules() {}

    /** The rules whose violations are faults, or nearly always so. */
    public static List<ObjectRule<?>> faults() {
        return lenient(
                TableRules.havePrimaryKey(),
                TableRules.haveColumnThatIsNotNull(),
                TableRules.notInherit(),
                ColumnRules.notDefaultToTextNull(),
                TypeRules.noTimestampWithoutTimeZone(),
                TypeRules.noTimeWithTimeZone(),
                TypeRules.noTimestampWithPrecision(),
                TypeRules.noMoney(),
                TypeRules.noJson(),
                TypeRules.noChar(),
                KeyRules.haveRoom(),
                KeyRules.fitTheirColumn(),
                KeyRules.haveUsedAtMost(EXHAUSTED_PERCENT),
                ForeignKeyRules.beCoveredByIndex(),
                ForeignKeyRules.notBeDuplicate(),
                ForeignKeyRules.haveTypesOfReferencedColumns(),
                ForeignKeyRules.notHaveNullableParts(),
                ForeignKeyRules.notReferenceThemselves(),
                ForeignKeyRules.notFormCycle(),
                ForeignKeyRules.beValidated(),
                ForeignKeyRules.beEnabled(),
                IndexRules.notBeDuplicate(),
                IndexRules.notBeRedundant(),
                IndexRules.beValid(),
                IndexRules.notBeBtreeOnArray(),
                IndexRules.notBeOnBooleanAlone(),
                IndexRules.notHaveNeedlessCondition(),
                SecurityRules.havePolicyWhereRowSecurityIs(),
                SecurityRules.haveRowSecurityWherePolicyIs(),
                SecurityRules.haveNoPolicyThatIsAlwaysTrue(),
                SecurityRules.askOnceInPolicies(),
                SecurityRules.fixSearchPathOfSecurityDefiners(),
                NamingRules.beSnakeCase(),
                NamingRules.notBeReserved(),
                NamingRules.notBeCut());
    }

    /** The rules that a project chooses, because another may have reasons to do otherwise. */
    public static List<ObjectRule<?>> conventions() {
        return lenient(
                TableRules.haveSeveralColumns(),
                TableRules.beginWithPrimaryKey(),
                TableRules.haveNoNumberedColumns(),
                TableRules.beConnected(),
                TableRules.haveComment(),
                ColumnRules.notBeNullableBoolean(),
                ColumnRules.haveOneTypeForOneName(),
                ColumnRules.notLookLikeForeignKey(),
                ColumnRules.haveComment(),
                TypeRules.noVarcharWithLimit(),
                TypeRules.noLargeObject(),
                TypeRules.noSerial(),
                KeyRules.notBeTextKey(),
                KeyRules.notBeComposite(),
                ForeignKeyRules.notOverlap(),
                ForeignKeyRules.haveActionForChildren(),
                IndexRules.notHaveTimeInTheMiddle(),
                IndexRules.notBeUniqueWithNull(),
                SecurityRules.forceRowSecurity(),
                SecurityRules.haveRowSecurity(),
                SecurityRules.haveOnePermissivePolicyForEach(),
                SecurityRules.beSecurityInvoker(),
                SecurityRules.notBeInPublic(),
                SecurityRules.haveComment());
    }

    /** All rules that need no words of the project's own; {@code schema.mandatory-columns} does. */
    public static List<ObjectRule<?>> all() {
        return Stream.concat(faults().stream(), conventions().stream()).toList();
    }

    /**
     * Require that a database keeps all these rules; all violations are reported together.
     *
     * @throws AssertionError with them, or where no rule found anything to judge
     */
    public static void check(Schema schema, Rule... rules) {
        check(schema, Arrays.asList(rules));
    }

    /**
     * Require that a database keeps all these rules; all violations are reported together.
     *
     * @throws AssertionError with them, or where no rule found anything to judge
     */
    public static void check(Schema schema, List<? extends Rule> rules) {
        List<String> failures = new ArrayList<>();
        for (Rule rule : rules) {
            try {
                rule.check(schema);
            } catch (AssertionError e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        if (failures.isEmpty()
                && rules.stream().allMatch(rule -> rule.evaluate(schema).judged() == 0)) {
            failures.add("None of " + rules.size() + " rules found anything to judge: the database is empty, or another"
                    + " one was meant.");
        }
        if (!failures.isEmpty()) {
            throw new AssertionFailedError(failures.stream().collect(Collectors.joining("\n\n")));
        }
    }

    private static List<ObjectRule<?>> lenient(ObjectRule<?>... rules) {
        return Arrays.stream(rules)
                .<ObjectRule<?>>map(rule -> rule.allowEmptyShould(true))
                .toList();
    }
}
