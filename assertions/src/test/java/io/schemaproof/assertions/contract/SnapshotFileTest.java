package io.schemaproof.assertions.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogException;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "\n\n",
                " a ",
                "\ta\t",
                "a\\n",
                "a\\",
                "'it''s' \"x\"",
                "a: b",
                "@parent",
                "|",
                "    |x",
                "# x",
                "BEGIN\n    RETURN 1;\n\n  END \n",
                "a\r\nb\rc",
                "\u00e9\u0301\ud83d\ude00\u00a0\u200b\u2028\u202e\ufeff\ufffd\u0085\u0001",
                "x\n\u00a0 y\u00a0\n\t z"
            })
    void any_text_comes_back_as_a_name_and_as_a_value(String text) throws IOException {
        TreeMap<ObjectId, CatalogObject> objects = new TreeMap<>();
        ObjectId parent = new ObjectId(ObjectKind.SCHEMA, "s" + text);
        put(objects, new CatalogObject(parent, Optional.empty(), new TreeMap<>(), Optional.of(text)));
        for (ObjectKind kind : ObjectKind.values()) {
            TreeMap<String, String> attributes = new TreeMap<>(Map.of("plain", "x", "value", text, "@" + text, "y"));
            put(
                    objects,
                    new CatalogObject(
                            new ObjectId(kind, "n" + text), Optional.of(parent), attributes, Optional.empty()));
        }
        Catalog catalog = new Catalog(objects, List.of());
        Path file = folder.resolve("a/schema.snapshot");

        SnapshotFile.write(file, new SchemaSnapshot(17, catalog));

        assertThat(SnapshotFile.read(file)).isEqualTo(new SchemaSnapshot(17, catalog));
        Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
        assertThat(SnapshotFile.read(file).catalog()).isEqualTo(catalog);
        try (Stream<Path> left = Files.list(folder.resolve("a"))) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void parts_follow_what_they_are_parts_of_and_columns_keep_their_order() throws IOException {
        TreeMap<ObjectId, CatalogObject> objects = new TreeMap<>();
        ObjectId table = new ObjectId(ObjectKind.TABLE, "public.a");
        put(objects, new CatalogObject(table, Optional.empty(), new TreeMap<>(), Optional.empty()));
        put(objects, column(table, "public.a.x", "10"));
        put(objects, column(table, "public.a.y", "9"));
        put(
                objects,
                new CatalogObject(
                        new ObjectId(ObjectKind.VIEW, "public.v"),
                        Optional.empty(),
                        new TreeMap<>(Map.of("definition", "SELECT 1\n  FROM a;")),
                        Optional.empty()));
        Path file = folder.resolve("s.snapshot");
        SnapshotFile.write(file, new SchemaSnapshot(16, new Catalog(objects, List.of())));

        assertThat(Files.readString(file)).isEqualTo("""
                # A schema, written by -Dschemaproof.snapshot.accept=true. Review its changes like those of code.
                format 1
                postgres 16

                table public.a

                column public.a.y
                  @parent: table public.a
                  position: 9

                column public.a.x
                  @parent: table public.a
                  position: 10

                view public.v
                  definition:
                    |SELECT 1
                    |  FROM a;
                """);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``, 1, `no snapshot of a schema: \"format 1\" is missing`",
                "`format 2`, 1, `no snapshot of a schema: \"format 1\" is missing`",
                "`# x~format 1~table a`, 3, `the server's version is missing: \"postgres 17\"`",
                "`format 1~postgres 17~`, 3, `no object, so that nothing would be compared`",
                "`format 1~postgres 17~~tabel a`, 4, `\"tabel\" is no kind of object, did you mean table?`",
                "`format 1~postgres 17~~<<<<<<< HEAD`, 4, `\"<<<<<<<\" is no kind of object`",
                "`format 1~postgres 17~~table a~table a`, 5, `table a a second time; it stands in line 4 already`",
                "`format 1~postgres 17~~table a~  x: 1~  x: 2`, 6, `the attribute x a second time`",
                "`format 1~postgres 17~~table a~  x`, 5, `neither an attribute`",
                "`format 1~postgres 17~~table a~   x: 1`, 5, `neither an attribute`",
                "`format 1~postgres 17~~table a~  x: 1~    |2`, 6, `neither an attribute`",
                "`format 1~postgres 17~~table a~ x: 1`, 5, `\"\" is no kind of object`",
                "`format 1~postgres 17~~table a~  x: \\q`, 5, `a backslash that begins none of`",
                "`format 1~postgres 17~~table a~  x: \\u12`, 5, `\\u without four hexadecimal digits`",
                "`format 1~postgres 17~~table a~  @owner: x`, 5, `unknown @owner`",
                "`format 1~postgres 17~~table a~  @parent: x y`, 5, `\"x\" is no kind of object`",
                "`format 1~postgres 17~~table`, 4, `a table without a name`"
            })
    void what_is_broken_is_named_with_its_line(String text, int line, String message) throws IOException {
        Path file = folder.resolve("broken.snapshot");
        Files.writeString(file, text.replace('~', '\n'));

        assertThatThrownBy(() -> SnapshotFile.read(file))
                .isInstanceOf(CatalogException.class)
                .hasMessageStartingWith(file + ":" + line + ": " + message);
    }

    @Test
    void bytes_that_are_no_text_are_named_with_their_line() throws IOException {
        Path file = folder.resolve("latin.snapshot");
        Files.write(file, "format 1\npostgres 17\n\ntable \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> SnapshotFile.read(file))
                .isInstanceOf(CatalogException.class)
                .hasMessage(file + ":4: bytes that are no UTF-8");
    }

    @Test
    void a_folder_is_neither_read_nor_replaced() {
        SchemaSnapshot snapshot = new SchemaSnapshot(17, new Catalog(new TreeMap<>(), List.of()));

        assertThatThrownBy(() -> SnapshotFile.read(folder)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> SnapshotFile.write(folder, snapshot)).isInstanceOf(UncheckedIOException.class);
    }

    private static CatalogObject column(ObjectId table, String identity, String position) {
        return new CatalogObject(
                new ObjectId(ObjectKind.COLUMN, identity),
                Optional.of(table),
                new TreeMap<>(Map.of("position", position)),
                Optional.empty());
    }

    private static void put(Map<ObjectId, CatalogObject> objects, CatalogObject object) {
        objects.put(object.id(), object);
    }
}
