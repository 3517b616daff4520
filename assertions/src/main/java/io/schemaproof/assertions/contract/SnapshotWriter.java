package io.schemaproof.assertions.contract;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.configuration.ConfigurationParameters;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Write a snapshot: each object is followed by its parts, columns in their order, all else by kind and name. */
final class SnapshotWriter {

    static final String FORMAT = "format 1";
    static final String POSTGRES = "postgres ";
    static final String PARENT = "@parent";
    static final String EXTENSION = "@extension";
    static final String INDENT = "  ";
    static final String TEXT_LINE = "    |";

    private static final Comparator<CatalogObject> ORDER = Comparator.comparing(
                    (CatalogObject object) -> object.id().kind())
            .thenComparing(SnapshotWriter::position)
            .thenComparing(CatalogObject::id);

    private final Catalog catalog;
    private final Set<ObjectId> written = new HashSet<>();
    private final StringBuilder out = new StringBuilder();

    private SnapshotWriter(Catalog catalog) {
        this.catalog = catalog;
    }

    static String text(SchemaSnapshot snapshot) {
        SnapshotWriter writer = new SnapshotWriter(snapshot.catalog());
        writer.out
                .append("# A schema, written by -D")
                .append(ConfigurationParameters.SNAPSHOT_ACCEPT)
                .append("=true. Review its changes like those of code.\n")
                .append(FORMAT)
                .append('\n')
                .append(POSTGRES)
                .append(snapshot.postgres())
                .append('\n');
        writer.all();
        return writer.out.toString();
    }

    private void all() {
        catalog.objects().values().stream()
                .filter(object -> object.parent().flatMap(catalog::find).isEmpty())
                .sorted(ORDER)
                .forEach(this::write);
        // What is its own ancestor cannot come from a server, but nothing may get lost.
        catalog.objects().values().forEach(this::write);
    }

    private void write(CatalogObject object) {
        if (!written.add(object.id())) {
            return;
        }
        out.append('\n').append(text(object.id())).append('\n');
        object.parent().ifPresent(parent -> fact(PARENT, text(parent)));
        object.extension().ifPresent(name -> fact(EXTENSION, SnapshotEscapes.escape(name, "")));
        object.attributes().forEach(this::attribute);
        catalog.children(object.id()).stream().sorted(ORDER).forEach(this::write);
    }

    private void attribute(String attribute, String value) {
        String name = SnapshotEscapes.escape(attribute, ":@");
        if (value.indexOf('\n') < 0) {
            fact(name, SnapshotEscapes.escape(value, ""));
            return;
        }
        fact(name, "");
        for (String line : value.split("\n", -1)) {
            // Blanks at the beginning are safe behind the bar, and code is easier to read with them.
            String code = line.stripLeading();
            String blanks = line.substring(0, line.length() - code.length());
            boolean plain = !code.isEmpty() && blanks.chars().allMatch(c -> c == ' ');
            out.append(TEXT_LINE)
                    .append(plain ? blanks + SnapshotEscapes.escape(code, "") : SnapshotEscapes.escape(line, ""))
                    .append('\n');
        }
    }

    private void fact(String name, String value) {
        out.append(INDENT)
                .append(name)
                .append(value.isEmpty() ? ":" : ": ")
                .append(value)
                .append('\n');
    }

    /** The kind is one word, so that it is clear where the name begins. */
    static String text(ObjectId id) {
        return id.kind().word().replace(' ', '-') + " " + SnapshotEscapes.escape(id.identity(), "");
    }

    private static int position(CatalogObject object) {
        Map<String, String> attributes = object.attributes();
        String position = attributes.getOrDefault("position", "");
        return position.matches("\\d{1,9}") ? Integer.parseInt(position) : 0;
    }
}
