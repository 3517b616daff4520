package io.schemaproof.suites;

import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.junit.SchemaExtension;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves that the database which the migrations give keeps the contract of a file, in which somebody without Java has written down what
 * it must hold: tables, rows, queries, their plans and times.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class SchemaFileTest implements ContractFileContract {
 *   @Override
 *   public Path contract() {
 *     return Path.of("schema.yaml");
 *   }
 * }
 * }</pre>
 *
 * <p>There is a test for each object and each demand, whose failure names the line of the file. A demand on rows fails where there is no
 * row to judge; a time limit on which no verdict can be given is skipped.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface ContractFileContract {

    /** The file, relative to the working directory, which is the module's folder for Maven and Gradle. */
    Path contract();

    /** Check each part of the contract as a test. */
    @TestFactory
    @DisplayName("the database keeps the contract of a file")
    default Stream<DynamicNode> parts_of_the_contract(Schema schema) {
        return FirstShard.only(Configuration.ofSystem(), () -> ContractFileTests.of(contract(), schema));
    }
}
