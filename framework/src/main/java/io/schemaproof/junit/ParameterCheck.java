package io.schemaproof.junit;

import io.schemaproof.configuration.Configuration;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of misspelt parameters, each of them once. */
final class ParameterCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaExtension.class);
    private static final String FILE = "junit-platform.properties";

    private ParameterCheck() {}

    /** Those of the system are warned of where they are read; JUnit answers for a key, but does not say which keys there are. */
    static void warn() {
        try {
            Configuration.ofResource(FILE);
        } catch (UncheckedIOException e) {
            LOG.warn(e.getMessage(), e);
        }
    }
}
