package io.schemaproof.reports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Writes documents of JSON in one layout. */
final class JsonDocument {

    // The generator without the object mapper, which takes longer to load than all of this to run.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private JsonDocument() {}

    /** What a document holds. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** The document in UTF-8, with a newline at its end. */
    static byte[] bytes(Content content) {
        // Through a writer: the generator for bytes refuses half of a surrogate pair, which a cut message may end in.
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.setPrettyPrinter(layout());
            content.write(generator);
            generator.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("a string in memory does not fail", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static DefaultPrettyPrinter layout() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return printer;
    }

    static BigDecimal thousandths(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
    }

    /** Scripts carry '/' by contract; this guards readers against a source on Windows that forgot. */
    static String slashes(String path) {
        return File.separatorChar == '\\' ? path.replace('\\', '/') : path;
    }
}
