package io.schemaproof.suites;

import io.schemaproof.assertions.contract.FilePlace;
import io.schemaproof.assertions.structure.ContractCheck;
import io.schemaproof.assertions.structure.FileContract;
import io.schemaproof.catalog.Schema;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Turns the parts of a contract in a file into tests. */
final class ContractFileTests {

    private ContractFileTests() {}

    /** @param schema of a database to which the migrations were applied */
    static Stream<DynamicNode> of(Path file, Schema schema) {
        return FileContract.read(file).checks(schema).stream().map(ContractFileTests::test);
    }

    private static DynamicNode test(ContractCheck check) {
        FilePlace place = check.place().orElseThrow();
        return DynamicTest.dynamicTest(
                check.title(),
                URI.create(Path.of(place.file()).toUri() + "?line=" + place.line() + "&column=" + place.column()),
                check.check()::run);
    }
}
