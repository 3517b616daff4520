package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.query.ViewWrites;
import io.schemaproof.query.WriteProbe;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the server takes to be written, whatever the values are.
 *
 * @param refused published tables that take no UPDATE or DELETE, by identity
 * @param views what may be written through each view, by identity
 * @param depends what it depends on for views
 * @param filled what triggers fill in
 * @param effects what triggers do beside
 * @since 0.1
 */
public record AcceptedWrites(
        Map<String, Refused> refused,
        Map<String, ViewWrites> views,
        List<CatalogObject> depends,
        FilledColumns filled,
        TriggerEffects effects) {

    /** Of a schema with neither views nor publications nor triggers. */
    public static final AcceptedWrites ALL =
            new AcceptedWrites(new TreeMap<>(), Map.of(), List.of(), FilledColumns.NONE, TriggerEffects.NONE);

    public AcceptedWrites {
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
        views = Map.copyOf(views);
        depends = List.copyOf(depends);
    }

    /**
     * A table that takes no UPDATE or DELETE.
     *
     * @param message the server's
     */
    public record Refused(PublishedTable table, String message) {}

    /**
     * Before and after a migration.
     *
     * @param policies what they let pass
     */
    public record Step(AcceptedWrites before, AcceptedWrites after, PolicyRows policies) {}

    /** A session in which something may be written that is taken back. */
    @FunctionalInterface
    public interface WritingSession {

        /** Return it, in auto-commit mode. */
        Connection get() throws SQLException;
    }

    /**
     * Ask the server.
     *
     * @param catalog of the database
     * @param connection to it, in auto-commit mode
     * @param writing another one, or the same
     */
    public static AcceptedWrites of(Catalog catalog, Connection connection, WritingSession writing)
            throws SQLException {
        return ALL.then(catalog, connection, writing);
    }

    /** The same of another schema; what cannot have changed is not asked again. */
    public AcceptedWrites then(Catalog catalog, Connection connection, WritingSession writing) throws SQLException {
        WriteProbe probe = new WriteProbe(connection);
        SortedMap<String, Refused> tables = refused(catalog, probe);
        List<CatalogObject> now = behindViews(catalog);
        return new AcceptedWrites(
                tables,
                now.equals(depends) ? views : probe.views(),
                now,
                filled.then(catalog, writing),
                effects.then(catalog, writing));
    }

    private static SortedMap<String, Refused> refused(Catalog catalog, WriteProbe probe) throws SQLException {
        SortedMap<String, Refused> refused = new TreeMap<>();
        for (PublishedTable table : PublishedTable.withoutIdentity(catalog)) {
            Optional<String> write = table.write();
            if (write.isPresent()) {
                probe.refusal(write.get())
                        .ifPresent(message -> refused.put(table.table().identity(), new Refused(table, message)));
            }
        }
        return refused;
    }

    private static List<CatalogObject> behindViews(Catalog catalog) {
        List<CatalogObject> views = catalog.objects(ObjectKind.VIEW);
        if (views.isEmpty()) {
            return List.of();
        }
        List<CatalogObject> behind = new ArrayList<>(views);
        behind.addAll(catalog.objects(ObjectKind.RULE));
        behind.addAll(catalog.objects(ObjectKind.TRIGGER));
        return behind;
    }
}
