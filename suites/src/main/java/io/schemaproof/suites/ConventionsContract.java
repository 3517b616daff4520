package io.schemaproof.suites;

import io.schemaproof.assertions.rule.Rule;
import io.schemaproof.assertions.rule.SchemaRules;
import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.junit.SchemaExtension;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves that the schema that the migrations give keeps rules: on names, keys, types, indexes and what is open to whom. What is wrong on the
 * first day, such as a key that runs out of numbers, is dear to mend on the last.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class SchemaConventionsTest implements ConventionsContract {
 *   @Override
 *   public List<? extends Rule> conventions() {
 *     return List.of(ForeignKeyRules.beCoveredByIndex(), freeze(NamingRules.beSnakeCase()));
 *   }
 * }
 * }</pre>
 *
 * <p>There is a test for each rule, which fails with all objects that violate it. It is skipped where nothing is there that the rule is about;
 * where that is so for all of them, a test of its own fails.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface ConventionsContract {

    /** Return the rules, narrowed or frozen as may be; by default {@link SchemaRules#faults()}. */
    default List<? extends Rule> conventions() {
        return SchemaRules.faults();
    }

    /** Judge the migrated schema by each rule, as tests. */
    @TestFactory
    @DisplayName("names, keys, types and indexes keep the rules")
    default Stream<DynamicNode> kept_conventions(Schema schema) {
        List<Rule> rules = ConventionTests.narrowed(conventions(), AnnotatedSuites.narrowing(this));
        return FirstShard.only(
                Configuration.ofSystem(),
                () -> rules.isEmpty() && !conventions().isEmpty()
                        ? Stream.of(NotRun.because("rules", "it is narrowed to other rules."))
                        : ConventionTests.of(rules, () -> schema));
    }
}
