package io.schemaproof.assertions.json;

import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * Read JSON Schemas with some library. Found by {@link ServiceLoader}.
 *
 * @since 0.1
 */
public interface JsonSchemaReader {

    /**
     * Read a schema and the files beside it that it refers to.
     *
     * @throws JsonSchemaException if it is no schema; the message names file, line and column
     * @throws IllegalStateException if the library is missing; the message names its coordinates
     */
    JsonSchema read(Path file);

    /**
     * Read a schema that is given as text. It can refer to nothing but itself and what JSON Schema itself publishes.
     *
     * @throws JsonSchemaException if it is no schema; the message names line and column
     * @throws IllegalStateException if the library is missing; the message names its coordinates
     */
    JsonSchema read(String text);

    /** The one of this module. */
    static JsonSchemaReader ofModule() {
        return ServiceLoader.load(JsonSchemaReader.class, JsonSchemaReader.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + JsonSchemaReader.class.getName()
                        + " is registered: META-INF/services of schemaproof-assertions is not on the class path."));
    }
}
