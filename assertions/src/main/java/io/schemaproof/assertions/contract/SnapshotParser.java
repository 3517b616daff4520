package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogException;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Read what {@link SnapshotWriter} wrote; whatever else stands there is an error with its line. */
final class SnapshotParser {

    private static final Pattern VERSION = Pattern.compile(SnapshotWriter.POSTGRES + "(\\d{1,4})");

    /** A colon behind an even number of backslashes ends the name. */
    private static final Pattern FACT = Pattern.compile("((?:[^:\\\\]|\\\\.)+):(?: (.*))?");

    private final Path file;
    private final List<String> lines;
    private final SortedMap<ObjectId, CatalogObject> objects = new TreeMap<>();
    private final SortedMap<ObjectId, Integer> places = new TreeMap<>();

    /** Index of the line that is looked at. */
    private int at;

    SnapshotParser(Path file, String text) {
        this.file = file;
        // Ends of lines and blanks before them are an editor's or Git's; those that count are escaped.
        this.lines =
                Arrays.stream(text.split("\n", -1)).map(String::stripTrailing).toList();
    }

    SchemaSnapshot parse() {
        for (at = 0; at < lines.size(); at++) {
            if (lines.get(at).indexOf('\uFFFD') >= 0) {
                throw error("bytes that are no UTF-8");
            }
        }
        at = 0;
        int postgres = header();
        while (skipBlankLines()) {
            object();
        }
        if (objects.isEmpty()) {
            throw error("no object, so that nothing would be compared");
        }
        return new SchemaSnapshot(postgres, new Catalog(objects, List.of()));
    }

    private int header() {
        while (at < lines.size() && lines.get(at).startsWith("#")) {
            at++;
        }
        if (!line().equals(SnapshotWriter.FORMAT)) {
            throw error("no snapshot of a schema: \"" + SnapshotWriter.FORMAT + "\" is missing");
        }
        at++;
        Matcher version = VERSION.matcher(line());
        if (!version.matches()) {
            throw error("the server's version is missing: \"" + SnapshotWriter.POSTGRES + "17\"");
        }
        at++;
        return Integer.parseInt(version.group(1));
    }

    private boolean skipBlankLines() {
        while (at < lines.size() && lines.get(at).isEmpty()) {
            at++;
        }
        return at < lines.size();
    }

    private void object() {
        ObjectId id = id(line());
        Integer earlier = places.putIfAbsent(id, at + 1);
        if (earlier != null) {
            throw error(id + " a second time; it stands in line " + earlier + " already");
        }
        at++;
        SortedMap<String, String> facts = new TreeMap<>();
        while (line().startsWith(SnapshotWriter.INDENT)) {
            fact(facts);
        }
        Optional<ObjectId> parent =
                Optional.ofNullable(facts.remove(SnapshotWriter.PARENT)).map(this::id);
        Optional<String> extension = Optional.ofNullable(facts.remove(SnapshotWriter.EXTENSION));
        facts.keySet().removeIf(name -> {
            if (name.startsWith("@")) {
                throw error("unknown " + name);
            }
            return false;
        });
        SortedMap<String, String> attributes = new TreeMap<>();
        facts.forEach((name, value) -> attributes.put(plain(name), value));
        objects.put(id, new CatalogObject(id, parent, attributes, extension));
    }

    private void fact(SortedMap<String, String> facts) {
        Matcher fact = FACT.matcher(line().substring(SnapshotWriter.INDENT.length()));
        if (line().startsWith(SnapshotWriter.INDENT + " ") || !fact.matches()) {
            throw error("neither an attribute (\"  name: value\") nor a line of its text (\"    |text\")");
        }
        String name = fact.group(1);
        String value = Optional.ofNullable(fact.group(2)).orElse("");
        if (facts.containsKey(name)) {
            throw error("the attribute " + name + " a second time");
        }
        // A reference stays escaped until it is split.
        facts.put(name, name.equals(SnapshotWriter.PARENT) ? value : plain(value));
        at++;
        if (value.isEmpty() && line().startsWith(SnapshotWriter.TEXT_LINE)) {
            facts.put(name, text());
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (String separator = ""; line().startsWith(SnapshotWriter.TEXT_LINE); separator = "\n") {
            text.append(separator).append(plain(line().substring(SnapshotWriter.TEXT_LINE.length())));
            at++;
        }
        return text.toString();
    }

    private ObjectId id(String text) {
        int space = text.indexOf(' ');
        String word = space < 0 ? text : text.substring(0, space);
        ObjectKind kind = Arrays.stream(ObjectKind.values())
                .filter(known -> written(known).equals(word))
                .findFirst()
                .orElseThrow(() -> unknownKind(word));
        if (space < 0) {
            throw error("a " + kind.word() + " without a name");
        }
        return new ObjectId(kind, plain(text.substring(space + 1)));
    }

    private CatalogException unknownKind(String word) {
        String meant = Names.didYouMean(
                word,
                Arrays.stream(ObjectKind.values()).map(SnapshotParser::written).toList());
        return error("\"" + word + "\" is no kind of object" + (meant.isEmpty() ? "" : ", " + meant));
    }

    private static String written(ObjectKind kind) {
        return kind.word().replace(' ', '-');
    }

    private String plain(String text) {
        try {
            return SnapshotEscapes.unescape(text);
        } catch (IllegalArgumentException e) {
            throw error(String.valueOf(e.getMessage()), e);
        }
    }

    /** The line, empty behind the last one. */
    private String line() {
        return at < lines.size() ? lines.get(at) : "";
    }

    private CatalogException error(String what) {
        return new CatalogException(where() + what);
    }

    private CatalogException error(String what, Exception cause) {
        return new CatalogException(where() + what, cause);
    }

    private String where() {
        return file + ":" + Math.min(at + 1, lines.size()) + ": ";
    }
}
