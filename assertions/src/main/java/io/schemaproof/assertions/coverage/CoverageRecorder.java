package io.schemaproof.assertions.coverage;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.AssertProxies;
import io.schemaproof.assertions.core.AssertWatch;
import io.schemaproof.assertions.rows.RowSource;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.TypedObject;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Record which objects the assertions of a thread are about. An assertion that was begun in the thread is recorded
 * wherever it goes on; one that is begun in another thread is not.
 *
 * <pre>{@code
 * Coverage coverage = CoverageRecorder.record(schema, () -> assertThat(schema).table("orders").hasPrimaryKey("id"));
 * }</pre>
 *
 * @since 0.1
 */
public final class CoverageRecorder {

    /** Not inherited: a thread of a pool would go on to record for the test that happened to start it. */
    private static final ThreadLocal<@Nullable CoverageRecorder> ACTIVE = new ThreadLocal<>();

    /** What says how to assert, and asserts nothing. */
    private static final Set<String> WORDS = Set.of(
            "as",
            "describedAs",
            "because",
            "withFailMessage",
            "overridingErrorMessage",
            "withRepresentation",
            "withThreadDumpOnError",
            "usingComparator",
            "usingEquals",
            "usingDefaultComparator",
            "descriptionText",
            "getWritableAssertionInfo",
            "actual",
            "toString",
            "hashCode");

    private final Map<ObjectId, Touch> touches = new ConcurrentHashMap<>();
    private final Set<String> tablesOfRows = ConcurrentHashMap.newKeySet();
    private final Set<Schema> schemas = ConcurrentHashMap.newKeySet();
    private final AssertWatch watch = new Watch();

    /** Begin with nothing recorded. */
    public CoverageRecorder() {}

    /** Run assertions and say which objects of a database they were about. */
    public static Coverage record(Schema schema, Runnable assertions) {
        CoverageRecorder recorder = new CoverageRecorder();
        recorder.during(() -> {
            assertions.run();
            return true;
        });
        return recorder.coverage(schema.catalog());
    }

    /** Watch an assertion that begins, if this thread is recorded. */
    public static <S extends AbstractSchemaproofAssert<S, ?>> S watched(S assertion) {
        CoverageRecorder recorder = ACTIVE.get();
        return recorder == null ? assertion : AssertProxies.watch(assertion, recorder.watch);
    }

    /**
     * Work whose assertions are recorded.
     *
     * @param <T> its result
     * @param <X> what it throws
     */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, X extends Throwable> {
        T run() throws X;
    }

    /** Record the assertions that begin meanwhile in this thread. */
    public <T extends @Nullable Object, X extends Throwable> T during(Work<T, X> work) throws X {
        CoverageRecorder before = ACTIVE.get();
        ACTIVE.set(this);
        try {
            return work.run();
        } finally {
            ACTIVE.set(before);
        }
    }

    /** What was recorded, as a part of a database's objects. */
    public Coverage coverage(Catalog catalog) {
        return coverage(catalog, Countable.KINDS);
    }

    Coverage coverage(Catalog catalog, Set<ObjectKind> kinds) {
        Map<ObjectId, Touch> all = new TreeMap<>(touches);
        for (String table : tablesOfRows) {
            catalog.table(table).ifPresent(found -> all.merge(found.id(), Touch.LOOKED_UP, CoverageRecorder::more));
            catalog.view(table).ifPresent(found -> all.merge(found.id(), Touch.LOOKED_UP, CoverageRecorder::more));
        }
        return Coverage.of(catalog, all, kinds);
    }

    /** The databases that assertions were about. */
    Set<Schema> schemas() {
        return schemas;
    }

    private void touch(ObjectId id, Touch touch) {
        touches.merge(id, touch, CoverageRecorder::more);
    }

    private static Touch more(Touch one, Touch other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private final class Watch implements AssertWatch {

        @Override
        public void reached(AbstractSchemaproofAssert<?, ?> assertion) {
            Object actual = assertion.actual();
            if (id(actual).isPresent()) {
                touch(id(actual).get(), Touch.LOOKED_UP);
            } else if (actual instanceof Rows rows && rows.source() instanceof RowSource.OfTable table) {
                tablesOfRows.add(table.name());
            } else if (actual instanceof Schema schema) {
                schemas.add(schema);
            }
        }

        @Override
        public void called(
                AbstractSchemaproofAssert<?, ?> assertion,
                Method method,
                @Nullable Object[] arguments,
                boolean leadsOn) {
            boolean block = Arrays.stream(arguments).anyMatch(Consumer.class::isInstance);
            if (leadsOn || block || WORDS.contains(method.getName())) {
                return;
            }
            Object actual = assertion.actual();
            id(actual).ifPresent(id -> touch(id, Touch.ASSERTED));
            NamedObjects.of(actual, method.getName(), arguments).forEach(id -> touch(id, Touch.ASSERTED));
        }

        @Override
        public void covered(Iterable<ObjectId> objects) {
            objects.forEach(id -> touch(id, Touch.ASSERTED));
        }

        private static Optional<ObjectId> id(Object actual) {
            if (actual instanceof CatalogObject object) {
                return Optional.of(object.id());
            }
            return actual instanceof TypedObject object ? Optional.of(object.id()) : Optional.empty();
        }

        @Override
        public void failed(AssertionError error) {
            throw error;
        }
    }
}
