package io.schemaproof.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObjectMapTest {

    private static final int OBJECTS = 2_000;

    private final Random random = new Random(7);

    @Test
    void what_differs_is_found_whatever_two_maps_share() {
        ObjectMap map = ObjectMap.ofSorted(IntStream.range(0, OBJECTS)
                .mapToObj(number -> table(number, 0))
                .sorted(ObjectMapTest::byName)
                .toList());
        ObjectMap first = map;
        for (int step = 1; step <= 50; step++) {
            ObjectMap next = map.with(changes(step));
            assertThat(map.differing(next)).isEqualTo(expected(map, next));
            assertThat(next.differing(first)).isEqualTo(expected(next, first));
            map = next;
        }
        assertThat(map.differing(map)).isEmpty();
        assertThat(map.differing(ObjectMap.EMPTY)).isEqualTo(List.copyOf(map.keySet()));
        assertThat(ObjectMap.EMPTY.differing(map)).isEqualTo(List.copyOf(map.keySet()));
    }

    @Test
    void the_columns_of_a_table_are_those_of_no_other() {
        SortedMap<ObjectId, CatalogObject> objects = new TreeMap<>();
        for (String table : List.of("public.t", "public.t1", "public.\"t.x\"")) {
            ObjectId id = new ObjectId(ObjectKind.TABLE, table);
            objects.put(id, new CatalogObject(id, Optional.empty(), new TreeMap<>(), Optional.empty()));
            for (int position = 1; position <= 11; position++) {
                ObjectId column = new ObjectId(ObjectKind.COLUMN, table + ".c" + position);
                SortedMap<String, String> attributes = new TreeMap<>(Map.of("position", String.valueOf(position)));
                objects.put(column, new CatalogObject(column, Optional.of(id), attributes, Optional.empty()));
            }
        }
        Catalog catalog = new Catalog(objects, List.of("public"));

        assertThat(catalog.columns(new ObjectId(ObjectKind.TABLE, "public.t")))
                .extracting(Column::name)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 11)
                        .mapToObj(position -> "c" + position)
                        .toList());
        assertThat(catalog.columns(new ObjectId(ObjectKind.TABLE, "public.none")))
                .isEmpty();
    }

    private SortedMap<ObjectId, Optional<CatalogObject>> changes(int step) {
        SortedMap<ObjectId, Optional<CatalogObject>> changes = new TreeMap<>();
        for (int i = 0; i < random.nextInt(300); i++) {
            CatalogObject object = table(random.nextInt(OBJECTS * 2), step);
            changes.put(object.id(), random.nextInt(3) == 0 ? Optional.empty() : Optional.of(object));
        }
        return changes;
    }

    private static CatalogObject table(int number, int version) {
        return new CatalogObject(
                new ObjectId(ObjectKind.TABLE, "public.t" + number),
                Optional.empty(),
                new TreeMap<>(Map.of("version", String.valueOf(version))),
                Optional.empty());
    }

    private static int byName(CatalogObject one, CatalogObject another) {
        return one.id().compareTo(another.id());
    }

    private static List<ObjectId> expected(ObjectMap one, ObjectMap another) {
        SortedMap<ObjectId, CatalogObject> all = new TreeMap<>(one);
        all.putAll(another);
        return all.keySet().stream()
                .filter(id -> !Optional.ofNullable(one.get(id)).equals(Optional.ofNullable(another.get(id))))
                .toList();
    }
}
