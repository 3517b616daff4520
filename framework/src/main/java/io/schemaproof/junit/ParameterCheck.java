package io.schemaproof.junit;

import io.schemaproof.configuration.UnknownKeys;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of misspelt parameters, once per run. */
final class ParameterCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaExtension.class);
    private static final String FILE = "junit-platform.properties";

    private ParameterCheck() {}

    @SuppressWarnings("deprecation") // JUnit 6 has computeIfAbsent instead, which 5 lacks.
    static void warnOnce(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ParameterCheck.class))
                .getOrComputeIfAbsent(ParameterCheck.class, key -> {
                    List<String> warnings = warnings();
                    warnings.forEach(LOG::warn);
                    return warnings;
                });
    }

    private static List<String> warnings() {
        // Those of the system are warned of where they are read.
        List<String> warnings = new ArrayList<>();
        // JUnit answers for a key, but does not say which keys there are.
        try (InputStream in = ClassLoader.getSystemResourceAsStream(FILE)) {
            if (in != null) {
                Properties properties = new Properties();
                properties.load(in);
                warnings.addAll(UnknownKeys.among(properties.stringPropertyNames(), FILE + ":"));
            }
        } catch (IOException e) {
            warnings.add(FILE + " cannot be read: " + e.getMessage());
        }
        return warnings;
    }
}
