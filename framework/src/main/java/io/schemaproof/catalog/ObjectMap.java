package io.schemaproof.catalog;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Objects by their names, sorted and immutable. A map that differs from another in a few objects shares the rest with it: who reads a
 * catalogue after every statement would copy ten thousands of them for the one that changed.
 */
@SuppressWarnings("JdkObsolete") // Catalog.objects() promises a SortedMap, and nobody needs more of it.
final class ObjectMap extends AbstractMap<ObjectId, CatalogObject> implements SortedMap<ObjectId, CatalogObject> {

    private static final int CHUNK = 256;

    static final ObjectMap EMPTY = new ObjectMap(List.of());

    /** Stands for what is behind the last. */
    private static final CatalogObject[] NONE = {};

    /** None is empty. */
    private final CatalogObject[][] chunks;

    private final int size;

    private ObjectMap(List<CatalogObject[]> chunks) {
        this.chunks = chunks.toArray(new CatalogObject[0][]);
        this.size = chunks.stream().mapToInt(chunk -> chunk.length).sum();
    }

    static ObjectMap of(SortedMap<ObjectId, CatalogObject> objects) {
        if (objects instanceof ObjectMap same) {
            return same;
        }
        SortedMap<ObjectId, CatalogObject> sorted = objects.comparator() == null ? objects : new TreeMap<>(objects);
        return ofSorted(List.copyOf(sorted.values()));
    }

    static ObjectMap ofSorted(List<CatalogObject> objects) {
        List<CatalogObject[]> chunks = new ArrayList<>();
        addChunks(objects, chunks);
        return new ObjectMap(chunks);
    }

    private static void addChunks(List<CatalogObject> objects, List<CatalogObject[]> chunks) {
        for (int from = 0; from < objects.size(); from += CHUNK) {
            chunks.add(objects.subList(from, Math.min(from + CHUNK, objects.size()))
                    .toArray(new CatalogObject[0]));
        }
    }

    /**
     * The same with some changes.
     *
     * @param changes the new object of a name, or empty for one that went
     */
    ObjectMap with(SortedMap<ObjectId, Optional<CatalogObject>> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        if (chunks.length == 0) {
            return ofSorted(changes.values().stream().flatMap(Optional::stream).toList());
        }
        List<CatalogObject[]> changed = new ArrayList<>(chunks.length + 1);
        SortedMap<ObjectId, Optional<CatalogObject>> rest = changes;
        for (int i = 0; i < chunks.length; i++) {
            SortedMap<ObjectId, Optional<CatalogObject>> here =
                    i + 1 == chunks.length ? rest : rest.headMap(chunks[i + 1][0].id());
            if (here.isEmpty()) {
                changed.add(chunks[i]);
                continue;
            }
            List<CatalogObject> merged = merge(chunks[i], here);
            if (merged.size() > 2 * CHUNK) {
                addChunks(merged, changed);
            } else if (!merged.isEmpty()) {
                changed.add(merged.toArray(new CatalogObject[0]));
            }
            rest = i + 1 == chunks.length ? rest : rest.tailMap(chunks[i + 1][0].id());
            if (rest.isEmpty()) {
                changed.addAll(Arrays.asList(chunks).subList(i + 1, chunks.length));
                break;
            }
        }
        return new ObjectMap(changed);
    }

    private static List<CatalogObject> merge(
            CatalogObject[] chunk, SortedMap<ObjectId, Optional<CatalogObject>> changes) {
        List<CatalogObject> merged = new ArrayList<>(chunk.length + changes.size());
        int place = 0;
        for (Map.Entry<ObjectId, Optional<CatalogObject>> change : changes.entrySet()) {
            int next = placeOf(change.getKey(), chunk);
            merged.addAll(Arrays.asList(chunk).subList(place, next));
            change.getValue().ifPresent(merged::add);
            place = next < chunk.length && chunk[next].id().equals(change.getKey()) ? next + 1 : next;
        }
        merged.addAll(Arrays.asList(chunk).subList(place, chunk.length));
        return merged;
    }

    @Override
    public @Nullable CatalogObject get(@Nullable Object key) {
        if (!(key instanceof ObjectId id)) {
            return null;
        }
        int chunk = chunkOf(id);
        if (chunk < 0) {
            return null;
        }
        int place = placeOf(id, chunks[chunk]);
        return place < chunks[chunk].length && chunks[chunk][place].id().equals(id) ? chunks[chunk][place] : null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    /** The chunk that an object of this name is in, if there is one; -1 where it would be before all. */
    private int chunkOf(ObjectId id) {
        int low = 0;
        int high = chunks.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (chunks[middle][0].id().compareTo(id) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** How many objects of a chunk come before a name. */
    private static int placeOf(ObjectId id, CatalogObject[] chunk) {
        int low = 0;
        int high = chunk.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (chunk[middle].id().compareTo(id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The names of objects that only one of two maps has, or that differ, sorted. What the maps share is not looked at. */
    List<ObjectId> differing(ObjectMap other) {
        List<ObjectId> differing = new ArrayList<>();
        int chunk = 0;
        int place = 0;
        int theirChunk = 0;
        int theirPlace = 0;
        while (chunk < chunks.length || theirChunk < other.chunks.length) {
            CatalogObject[] mine = chunk < chunks.length ? chunks[chunk] : NONE;
            CatalogObject[] theirs = theirChunk < other.chunks.length ? other.chunks[theirChunk] : NONE;
            if (mine == theirs && place == 0 && theirPlace == 0) {
                chunk++;
                theirChunk++;
                continue;
            }
            int order = order(mine, place, theirs, theirPlace);
            if (order != 0 || !mine[place].equals(theirs[theirPlace])) {
                differing.add(order > 0 ? theirs[theirPlace].id() : mine[place].id());
            }
            if (order <= 0 && ++place == mine.length) {
                place = 0;
                chunk++;
            }
            if (order >= 0 && ++theirPlace == theirs.length) {
                theirPlace = 0;
                theirChunk++;
            }
        }
        return differing;
    }

    /** Which of two objects comes first; where there is none, the other. */
    private static int order(CatalogObject[] mine, int place, CatalogObject[] theirs, int theirPlace) {
        if (mine == NONE || theirs == NONE) {
            return mine == NONE ? 1 : -1;
        }
        return mine[place].id().compareTo(theirs[theirPlace].id());
    }

    /** The objects of a kind whose names begin like this, sorted. */
    List<CatalogObject> beginningWith(ObjectKind kind, String prefix) {
        List<CatalogObject> found = new ArrayList<>();
        ObjectId first = new ObjectId(kind, prefix);
        for (int i = Math.max(chunkOf(first), 0); i < chunks.length; i++) {
            for (int j = placeOf(first, chunks[i]); j < chunks[i].length; j++) {
                ObjectId id = chunks[i][j].id();
                if (id.kind() != kind || !id.identity().startsWith(prefix)) {
                    return found;
                }
                found.add(chunks[i][j]);
            }
        }
        return found;
    }

    /** The objects of a kind; a name of one kind is never among those of another. */
    List<CatalogObject> of(ObjectKind kind) {
        List<CatalogObject> found = new ArrayList<>();
        ObjectId first = new ObjectId(kind, "");
        for (int i = Math.max(chunkOf(first), 0); i < chunks.length; i++) {
            for (int j = placeOf(first, chunks[i]); j < chunks[i].length; j++) {
                if (chunks[i][j].id().kind() != kind) {
                    return found;
                }
                found.add(chunks[i][j]);
            }
        }
        return found;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Map.Entry<ObjectId, CatalogObject>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<ObjectId, CatalogObject>> iterator() {
                return Arrays.stream(chunks)
                        .flatMap(Arrays::stream)
                        .map(object -> Map.entry(object.id(), object))
                        .iterator();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    @Override
    public void forEach(BiConsumer<? super ObjectId, ? super CatalogObject> action) {
        for (CatalogObject[] chunk : chunks) {
            for (CatalogObject object : chunk) {
                action.accept(object.id(), object);
            }
        }
    }

    @Override
    public @Nullable Comparator<? super ObjectId> comparator() {
        return null;
    }

    @Override
    public SortedMap<ObjectId, CatalogObject> subMap(ObjectId from, ObjectId to) {
        return new TreeMap<>(this).subMap(from, to);
    }

    @Override
    public SortedMap<ObjectId, CatalogObject> headMap(ObjectId to) {
        return new TreeMap<>(this).headMap(to);
    }

    @Override
    public SortedMap<ObjectId, CatalogObject> tailMap(ObjectId from) {
        return new TreeMap<>(this).tailMap(from);
    }

    @Override
    public ObjectId firstKey() {
        if (size == 0) {
            throw new NoSuchElementException();
        }
        return chunks[0][0].id();
    }

    @Override
    public ObjectId lastKey() {
        if (size == 0) {
            throw new NoSuchElementException();
        }
        CatalogObject[] last = chunks[chunks.length - 1];
        return last[last.length - 1].id();
    }

    /** What two maps share is not looked at. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof ObjectMap map)) {
            return super.equals(other);
        }
        if (map.size != size) {
            return false;
        }
        int theirChunk = 0;
        int theirPlace = 0;
        for (CatalogObject[] chunk : chunks) {
            int place = 0;
            while (place < chunk.length) {
                CatalogObject[] theirs = map.chunks[theirChunk];
                if (place == 0 && theirPlace == 0 && chunk == theirs) {
                    place = chunk.length;
                    theirPlace = theirs.length;
                } else if (!chunk[place++].equals(theirs[theirPlace++])) {
                    return false;
                }
                if (theirPlace == theirs.length) {
                    theirChunk++;
                    theirPlace = 0;
                }
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
