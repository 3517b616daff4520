package io.schemaproof.assertions.json.networknt;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.resource.ResourceLoader;
import io.schemaproof.assertions.json.JsonSchemaException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Find what a schema refers to among the files beside it, and nowhere else: a test must not hang on a network. */
final class ReferencedFiles implements ResourceLoader {

    /** Where a schema is that was given as text. */
    private static final String NOWHERE = "schemaproof://text/";

    private final SchemaDocument document;
    /** What an {@code $id} makes of the folder; references are relative to it. */
    private final String published;

    ReferencedFiles(SchemaDocument document) {
        this.document = document;
        String id =
                document.node().path("$id").asText(document.node().path("id").asText(""));
        this.published = id.contains("://") ? id.substring(0, id.lastIndexOf('/') + 1) : "";
    }

    /** Where the schema itself is. */
    SchemaLocation root() {
        return SchemaLocation.of(
                document.file().map(file -> file.toUri().toString()).orElse(NOWHERE + "schema"));
    }

    @Override
    public InputStreamSource getResource(AbsoluteIri iri) {
        String wanted = iri.toString();
        Path file = file(wanted).orElseThrow(() -> refused(wanted));
        if (!Files.exists(file)) {
            throw new JsonSchemaException(document.at(null) + "refers to " + wanted + ", but there is no file " + file);
        }
        String text = SchemaDocument.of(file, document.draft()).node().toString();
        return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Path> file(String wanted) {
        if (wanted.startsWith("file:")) {
            return Optional.of(Path.of(URI.create(wanted)));
        }
        return published.isEmpty() || !wanted.startsWith(published)
                ? Optional.empty()
                : document.file().map(file -> Path.of(file.toUri().resolve(wanted.substring(published.length()))));
    }

    private JsonSchemaException refused(String wanted) {
        if (wanted.startsWith(NOWHERE) || document.file().isEmpty()) {
            return new JsonSchemaException(document.at(null) + "refers to " + wanted.replace(NOWHERE, "")
                    + ", but a schema that is given as text has no files beside it; give it as a file");
        }
        return new JsonSchemaException(document.at(null) + "refers to " + wanted
                + ", which is not fetched, as a test must not hang on a network; keep it as a file beside this one and"
                + " refer to it by the file's name");
    }
}
