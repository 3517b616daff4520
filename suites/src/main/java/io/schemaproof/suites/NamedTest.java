package io.schemaproof.suites;

import java.net.URI;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * A test that is about no file. It has a source all the same: of one that has that of its factory, Surefire reports the factory's name and a
 * number, and not what it is called.
 */
final class NamedTest {

    private static final URI SOURCE = URI.create("schemaproof:suite");

    private NamedTest() {}

    static DynamicTest of(String name, Executable executable) {
        return DynamicTest.dynamicTest(name, SOURCE, executable);
    }
}
