package io.schemaproof.catalog;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Read the catalogue of one database again and again: everything at first, and then what can have changed since.
 *
 * <p>What changed is found by the transactions that wrote the rows of the catalogues ({@link CatalogProbe}). A table is read again
 * with all that belongs to it, and so is whatever depends on what changed, as {@code pg_depend} says, because its definition may
 * name it. Where a change cannot be followed to tables and functions (a role, a schema, a type of its own, an extension),
 * everything is read again. So every reading gives what {@link CatalogReader#read} would give.
 *
 * <p>Not safe for use by several threads.
 *
 * @since 0.1
 */
public final class IncrementalCatalogReader {

    /** More relations than this are not picked out of all. */
    private static final int MOST = 2_000;

    /** A parameter is worth no plan of its own: planning takes much longer than running. */
    private static final String PLANS = "SELECT set_config('plan_cache_mode', 'force_generic_plan', true)";

    private static final String DEPENDENTS = """
            WITH RECURSIVE found AS (
                SELECT u.catalog::regclass::oid AS classid, u.oid AS objid FROM unnest(?::text[], ?::oid[]) AS u(catalog, oid)
                UNION
                SELECT d.classid, d.objid FROM found f JOIN pg_depend d ON d.refclassid = f.classid AND d.refobjid = f.objid)
            SELECT coalesce(string_agg(classid::regclass::text || ' ' || objid, ','), '') FROM found""";

    private final boolean paranoid;
    private @Nullable Known known;
    private int wholeReadings;

    /** What the last reading has left, which the next one changes. */
    private record Known(
            CatalogReader.Contents contents, ReaderOpening opening, CatalogTracks tracks, Catalog catalog) {}

    /** Make a reader that has read nothing yet. */
    public IncrementalCatalogReader() {
        this(false);
    }

    private IncrementalCatalogReader(boolean paranoid) {
        this.paranoid = paranoid;
    }

    /** Make one that compares each reading with a whole one where {@value ConfigurationParameters#PARANOID} says so. */
    public static IncrementalCatalogReader configuredBy(Configuration configuration) {
        return new IncrementalCatalogReader(configuration
                .get(ConfigurationParameters.PARANOID)
                .filter("true"::equalsIgnoreCase)
                .isPresent());
    }

    /**
     * Read the catalogue.
     *
     * @param connection to the same database each time; if it is to another one, everything is read
     * @throws CatalogException as for {@link CatalogReader#read}
     * @throws IllegalStateException if it is compared with a whole reading and differs, which would be a fault of this class
     */
    public Catalog read(Connection connection) {
        Catalog read = readChanges(connection);
        if (paranoid) {
            compare(read, CatalogReader.read(connection));
        }
        return read;
    }

    private static void compare(Catalog read, Catalog whole) {
        if (!read.equals(whole)) {
            Set<CatalogObject> differing = new HashSet<>(read.objects().values());
            whole.objects().values().forEach(object -> {
                if (!differing.remove(object)) {
                    differing.add(object);
                }
            });
            throw new IllegalStateException(
                    "Reading what has changed gave another catalogue than reading everything: " + differing);
        }
    }

    private Catalog readChanges(Connection connection) {
        for (int attempt = 1; ; attempt++) {
            Known before = known;
            // What fails in the middle of a reading leaves nothing to build on.
            known = null;
            try (ReaderTransaction transaction = ReaderTransaction.begin(connection)) {
                Known now = read(connection, transaction, before);
                known = now.tracks().mayBeBuiltOn() ? now : null;
                return now.catalog();
            } catch (SQLException e) {
                if (!CatalogReader.isWorthRetrying(attempt, e)) {
                    throw CatalogReader.failure(e);
                }
            }
        }
    }

    /** How often everything was read. */
    int wholeReadings() {
        return wholeReadings;
    }

    private Known read(Connection connection, ReaderTransaction transaction, @Nullable Known before)
            throws SQLException {
        ReaderMessages messages = new ReaderMessages(connection);
        if (before == null) {
            return whole(messages, ReaderOpening.send(messages, connection, transaction));
        }
        CatalogProbe[] probe = new CatalogProbe[1];
        ReaderOpening opening = ReaderOpening.send(
                messages,
                connection,
                transaction,
                probe(before.opening(), before.tracks().horizon(), read -> probe[0] = read));
        if (!opening.access().equals(before.opening().access())
                || !opening.origin().equals(before.opening().origin())) {
            return whole(messages, opening);
        }
        Optional<CatalogTracks.Changed> changed = before.tracks().next(probe[0], catalog -> keys(messages, catalog));
        Optional<Set<CatalogTracks.Unit>> units =
                changed.isEmpty() ? Optional.empty() : units(messages, before, changed.get());
        if (units.isEmpty()) {
            return whole(messages, opening);
        }
        if (units.get().isEmpty()
                && opening.searchPath().equals(before.opening().searchPath())) {
            return before;
        }
        readAgain(messages, opening, before.contents(), units.get());
        return new Known(
                before.contents(),
                opening,
                before.tracks(),
                opening.catalog(before.contents().objects()));
    }

    private Known whole(ReaderMessages messages, ReaderOpening opening) throws SQLException {
        wholeReadings++;
        CatalogReader.Contents contents = CatalogReader.whole(messages, opening);
        CatalogProbe[] probe = new CatalogProbe[1];
        if (opening.access().isComplete()) {
            messages.send(probe(opening, CatalogProbe.EVER, read -> probe[0] = read));
        } else {
            probe[0] = CatalogProbe.NONE;
        }
        return new Known(contents, opening, new CatalogTracks(probe[0]), opening.catalog(contents.objects()));
    }

    private static ReaderMessages.Message probe(ReaderOpening opening, String horizon, Consumer<CatalogProbe> taken) {
        return new ReaderMessages.Message(
                List.of(PLANS, CatalogProbe.query(opening.access().majorVersion())),
                List.of(horizon),
                List.of(rows -> {}, rows -> taken.accept(CatalogProbe.read(rows))));
    }

    private static Set<Long> keys(ReaderMessages messages, TrackedCatalog catalog) throws SQLException {
        String keys = messages.ask(catalog.keys());
        return keys.isEmpty()
                ? Set.of()
                : Arrays.stream(keys.split(",", -1)).map(Long::valueOf).collect(Collectors.toCollection(HashSet::new));
    }

    /** What is read again: what has changed, and what depends on it. Empty where that is not told relation by relation. */
    private static Optional<Set<CatalogTracks.Unit>> units(
            ReaderMessages messages, Known before, CatalogTracks.Changed changed) throws SQLException {
        Set<CatalogTracks.Unit> units = new HashSet<>(changed.units());
        if (!changed.roots().isEmpty()) {
            List<CatalogTracks.Root> roots = List.copyOf(changed.roots());
            StringBuilder found = new StringBuilder();
            messages.send(new ReaderMessages.Message(
                    List.of(DEPENDENTS),
                    List.of(
                            array(roots.stream().map(CatalogTracks.Root::catalog)),
                            array(roots.stream().map(root -> String.valueOf(root.oid())))),
                    List.of(rows -> {
                        rows.next();
                        found.append(rows.getString(1));
                    })));
            try {
                for (String object : found.toString().split(",", -1)) {
                    int space = object.indexOf(' ');
                    before.tracks()
                            .unit(object.substring(0, space), Long.parseLong(object.substring(space + 1)))
                            .ifPresent(units::add);
                }
            } catch (CatalogTracks.Unfollowed e) {
                return Optional.empty();
            }
        }
        ObjectNotes notes = before.contents().notes();
        boolean ofExtensions = units.stream()
                .anyMatch(unit ->
                        notes.extension(new ObjectAddress(unit.function() ? "pg_proc" : "pg_class", unit.oid(), 0))
                                != null);
        return ofExtensions || units.size() > MOST ? Optional.empty() : Optional.of(units);
    }

    private static String array(Stream<String> values) {
        return values.collect(Collectors.joining(",", "{", "}"));
    }

    private static void readAgain(
            ReaderMessages messages,
            ReaderOpening opening,
            CatalogReader.Contents contents,
            Set<CatalogTracks.Unit> units)
            throws SQLException {
        String relations = oids(units, false);
        String functions = oids(units, true);
        contents.forget(units);
        List<CatalogQuery> queries = new ArrayList<>(CatalogQueries.ofRelations(opening.access()));
        List<String> parameters = new ArrayList<>();
        queries.forEach(query -> {
            for (int i = 0; i < query.parameters(); i++) {
                parameters.add(relations);
            }
        });
        if (!functions.equals("{}")) {
            queries.add(CatalogQueries.ofFunctions(opening.access()));
            parameters.add(functions);
        }
        messages.send(contents.message(opening.size(), queries, parameters));
        CatalogReader.addIndexDefinitions(messages, contents.builder());
    }

    private static String oids(Set<CatalogTracks.Unit> units, boolean functions) {
        LongStream oids = units.stream()
                .filter(unit -> unit.function() == functions)
                .mapToLong(CatalogTracks.Unit::oid)
                .sorted();
        return array(oids.mapToObj(String::valueOf));
    }
}
