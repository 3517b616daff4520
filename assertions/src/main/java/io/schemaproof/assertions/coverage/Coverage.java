package io.schemaproof.assertions.coverage;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which objects of a database assertions were about.
 *
 * @param touches every object that counts, sorted, and what was done with it
 * @since 0.1
 */
public record Coverage(SortedMap<ObjectId, Touch> touches) {

    private static final int SHOWN = 20;

    public Coverage {
        touches = Collections.unmodifiableSortedMap(new TreeMap<>(touches));
    }

    static Coverage of(Catalog catalog, Map<ObjectId, Touch> recorded, Set<ObjectKind> kinds) {
        SortedMap<ObjectId, Touch> touches = new TreeMap<>();
        for (CatalogObject object : catalog.objects().values()) {
            if (kinds.contains(object.id().kind()) && Countable.counts(catalog, object)) {
                touches.put(object.id(), recorded.getOrDefault(object.id(), Touch.UNTOUCHED));
            }
        }
        return new Coverage(touches);
    }

    /** The objects with which this, and no more, was done. */
    public List<ObjectId> objects(Touch touch) {
        return touches.entrySet().stream()
                .filter(entry -> entry.getValue() == touch)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The kinds of objects there are, in the order of reports. */
    public Collection<ObjectKind> kinds() {
        return touches.keySet().stream().map(ObjectId::kind).distinct().toList();
    }

    /** The part that belongs to one kind. */
    public Coverage of(ObjectKind kind) {
        SortedMap<ObjectId, Touch> part = new TreeMap<>();
        touches.forEach((id, touch) -> {
            if (id.kind() == kind) {
                part.put(id, touch);
            }
        });
        return new Coverage(part);
    }

    /**
     * The share of the objects about which something was asserted, in percent.
     *
     * @throws IllegalStateException if there is no object: nothing can be said then
     */
    public double percent() {
        if (touches.isEmpty()) {
            throw new IllegalStateException("There is no object, so there is no share of them.");
        }
        return 100.0 * objects(Touch.ASSERTED).size() / touches.size();
    }

    /** All in words: a line for each kind, and the objects without an assertion. */
    @Override
    public String toString() {
        if (touches.isEmpty()) {
            return "no object that counts";
        }
        StringBuilder text = new StringBuilder(figures());
        for (ObjectKind kind : kinds()) {
            Coverage part = of(kind);
            text.append("\n  ").append(kind.word()).append(": ").append(part.figures());
            list(text, "only looked up", part.objects(Touch.LOOKED_UP));
            list(text, "untouched", part.objects(Touch.UNTOUCHED));
        }
        return text.toString();
    }

    private String figures() {
        return String.format(
                Locale.ROOT,
                "%d of %d asserted on (%.1f %%)",
                objects(Touch.ASSERTED).size(),
                touches.size(),
                percent());
    }

    private static void list(StringBuilder text, String title, List<ObjectId> ids) {
        if (!ids.isEmpty()) {
            text.append("\n    ")
                    .append(title)
                    .append(": ")
                    .append(ids.stream().limit(SHOWN).map(ObjectId::identity).collect(Collectors.joining(", ")))
                    .append(ids.size() > SHOWN ? ", … (" + ids.size() + ")" : "");
        }
    }
}
