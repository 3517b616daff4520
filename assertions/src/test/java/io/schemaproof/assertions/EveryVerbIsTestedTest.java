package io.schemaproof.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every public method of an assertion is called by a test; every one that judges passes in one and fails in one. */
class EveryVerbIsTestedTest {

    /** The methods there were when this was written; fewer means that the search has gone wrong. */
    private static final int LEAST = 700;

    /** They say how the rest of the chain judges. */
    private static final Set<String> HOW = Set.of(
            "AbstractChangesAssert#ignoringTables",
            "AbstractChangesAssert#masking",
            "AbstractChangesAssert#showing",
            "AbstractConstraintAssert#allowingNotValid",
            "AbstractRowsAssert#allowingNoRows",
            "AbstractRowsAssert#masking",
            "AbstractRowsAssert#showing",
            "AbstractRowsAssert#storingFailuresIn",
            "AbstractRowsAssert#storingFailuresInTable",
            "AbstractRowsAssert#tolerating",
            "AbstractSchemaproofAssert#because",
            "AbstractValueTimesAssert#at",
            "AbstractValueTimesAssert#inZone",
            "BackupAssert#allowingNoRows",
            "AbstractRowChangesAssert#allowingNoRows",
            "DefaultPrivilegesAssert#in",
            "InventoryAssert#ofExtension",
            "InventoryAssert#withExtensionMembers",
            "PrivilegesAssert#allowingColumnPrivileges",
            "QueryPlanAssert#underBothPlans",
            "QueryPlanAssert#underCustomPlan",
            "QueryPlanAssert#underGenericPlan",
            "RoleSessionAssert#with",
            "RowsAssert#where");

    /** They lead to what is there whenever the object they stand on is; what is asked there judges. */
    private static final Set<String> WHERE = Set.of(
            "AbstractRelationInventoryAssert#inventory",
            "AbstractSecurityAssert#databasePrivileges",
            "AbstractTypeAssert#privileges",
            "FunctionAssert#privileges",
            "NamespaceAssert#inventory",
            "QueryAssert#rows",
            "QueryPlanAssert#onAlias",
            "RoleSessionAssert#query",
            "RoleSessionAssert#rows",
            "RowsAssert#expression",
            "RowsAssert#groupedBy",
            "SchemaAssert#inventory",
            "SchemaAssert#query",
            "SchemaAssert#statement",
            "SequenceAssert#privileges",
            "TableAssert#privileges",
            "TableAssert#rowSecurity",
            "TableAssert#rows",
            "ViewAssert#privileges",
            "ViewAssert#rows");

    private static List<Method> verbs;
    private static CalledVerbs tests;

    @BeforeAll
    static void read() throws IOException, URISyntaxException {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (Class<?> type : AssertClassesTest.all()) {
            for (Class<?> each = type; isOurs(each); each = each.getSuperclass()) {
                types.add(each);
            }
        }
        verbs = types.stream().flatMap(CalledVerbs::verbsOf).toList();
        tests = CalledVerbs.of(Path.of(EveryVerbIsTestedTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()));
    }

    private static boolean isOurs(Class<?> type) {
        return AbstractAssert.class.isAssignableFrom(type) && type != AbstractAssert.class;
    }

    @Test
    void the_search_finds_them() {
        assertThat(verbs).hasSizeGreaterThan(LEAST);
    }

    @Test
    void each_is_called() {
        assertThat(verbs).filteredOn(verb -> !tests.calls(verb)).isEmpty();
    }

    @Test
    void each_passes() {
        assertThat(without(tests::passes)).isEmpty();
    }

    @Test
    void each_that_judges_fails() {
        Set<String> exceptions = new TreeSet<>(HOW);
        exceptions.addAll(WHERE);

        assertThat(without(tests::fails)).isEqualTo(exceptions);
    }

    private static Set<String> without(Predicate<Method> tested) {
        return verbs.stream()
                .filter(tested.negate())
                .map(CalledVerbs::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
