package io.schemaproof.catalog;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationException;
import io.schemaproof.configuration.ConfigurationParameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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

    private static final String DEPENDENTS = """
            WITH RECURSIVE found AS (
                SELECT u.catalog::regclass::oid AS classid, u.oid AS objid FROM unnest(?::text[], ?::oid[]) AS u(catalog, oid)
                UNION
                SELECT d.classid, d.objid FROM found f JOIN pg_depend d ON d.refclassid = f.classid AND d.refobjid = f.objid)
            SELECT coalesce(string_agg(classid::regclass::text || ' ' || objid, ','), '') FROM found""";

    /**
     * So many objects are read in the time that it takes to find out for the first time what has changed: each of its queries has
     * to be planned.
     */
    private static final int PATIENCE = 500;

    private final boolean paranoid;
    private int patience;
    private @Nullable Known known;
    private @Nullable WholeReading last;
    /** Since somebody has asked; null where it is not known. */
    private @Nullable Touched touched;

    private long objects;
    private int wholeReadings;
    private int probes;

    /** What the last reading has left, which the next one changes. */
    private record Known(
            CatalogReader.Contents contents,
            ReaderOpening opening,
            CatalogTracks tracks,
            CatalogLog log,
            ObjectMap objects,
            Catalog catalog) {

        /** What is known once the contents have changed. */
        static Known of(
                CatalogReader.Contents contents,
                ReaderOpening opening,
                CatalogTracks tracks,
                CatalogLog log,
                ObjectMap before) {
            ObjectMap objects = contents.objects(before);
            return new Known(contents, opening, tracks, log, objects, opening.catalog(objects));
        }

        Known with(CatalogLog logged) {
            return new Known(contents, opening, tracks, logged, objects, catalog);
        }

        Known at(ReaderOpening now, CatalogLog logged) {
            Catalog same = now.searchPath().equals(opening.searchPath()) ? catalog : now.catalog(objects);
            return new Known(contents, now, tracks, logged, objects, same);
        }
    }

    /** Make a reader that has read nothing yet, and reads everything once. */
    public IncrementalCatalogReader() {
        this(false, 0);
    }

    private IncrementalCatalogReader(boolean paranoid, int patience) {
        this.paranoid = paranoid;
        this.patience = patience;
    }

    /**
     * Make a reader of a database that may be looked at once, or a thousand times: it reads everything until what it has read would
     * have paid for finding out what has changed. It compares each reading with a whole one where {@value
     * ConfigurationParameters#PARANOID} says so.
     *
     * @throws ConfigurationException if that is neither true nor false
     */
    public static IncrementalCatalogReader configuredBy(Configuration configuration) {
        return patient(configuration.isOn(ConfigurationParameters.PARANOID), PATIENCE);
    }

    /** @param patience how many objects are read before it is found out what has changed */
    static IncrementalCatalogReader patient(boolean paranoid, int patience) {
        return new IncrementalCatalogReader(paranoid, patience);
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

    /**
     * What may have been written since this was asked last, up to the last reading. Empty where that is not known, as after the first
     * one; then anything may have been.
     */
    public Optional<Touched> takeTouched() {
        Optional<Touched> taken = Optional.ofNullable(touched);
        touched = known == null ? null : Touched.NOTHING;
        return taken;
    }

    private void touch(@Nullable Touched now) {
        Touched before = touched;
        touched = before == null || now == null ? null : before.and(now);
    }

    private Catalog readChanges(Connection connection) {
        for (int attempt = 1; ; attempt++) {
            Known before = known;
            WholeReading whole = last;
            // What fails in the middle of a reading leaves nothing to build on.
            known = null;
            last = null;
            try (ReaderTransaction transaction = ReaderTransaction.begin(connection)) {
                if (objects < patience) {
                    touch(null);
                    return whole(WholeReading.after(whole, connection, transaction), whole);
                }
                Known now = read(connection, transaction, before);
                known = now.tracks().mayBeBuiltOn() ? now : null;
                return now.catalog();
            } catch (SQLException e) {
                touch(null);
                // Without what was known the next attempt asks for no log, which the user may not read any more.
                boolean forbidden = before != null && "42501".equals(e.getSQLState());
                if (!forbidden && !CatalogReader.isWorthRetrying(attempt, e)) {
                    throw CatalogReader.failure(e);
                }
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // It is the same one where nothing was read.
    private Catalog whole(WholeReading now, @Nullable WholeReading before) {
        if (now != before) {
            wholeReadings++;
            objects += now.catalog().objects().size();
        }
        last = now;
        return now.catalog();
    }

    /** Find out from the next reading on what has changed: there will be many. */
    public void expectMany() {
        patience = 0;
    }

    /** Read everything from now on: nearly all will have changed each time, and finding out what takes longer. */
    public void expectOther() {
        patience = Integer.MAX_VALUE;
        known = null;
    }

    /** How often everything was read. */
    int wholeReadings() {
        return wholeReadings;
    }

    /** Whether the next reading can look into the server's log. */
    boolean followsLog() {
        return known != null && !known.log().start().isEmpty();
    }

    /** How often all catalogues were looked through for what had changed. */
    int probes() {
        return probes;
    }

    private Known read(Connection connection, ReaderTransaction transaction, @Nullable Known before)
            throws SQLException {
        ReaderMessages messages = new ReaderMessages(connection);
        CatalogLog log = before == null ? CatalogLog.UNKNOWN : before.log();
        if (transaction.isInside()) {
            // Each query may see another moment.
            Known now = read(messages, connection, transaction, before, log.without(), "");
            return now.with(now.log().without());
        }
        return read(messages, connection, transaction, before, log, log.beginning(messages));
    }

    private Known read(
            ReaderMessages messages,
            Connection connection,
            ReaderTransaction transaction,
            @Nullable Known before,
            CatalogLog log,
            String beginning)
            throws SQLException {
        if (before == null) {
            return whole(messages, ReaderOpening.send(messages, connection, transaction), log.from(beginning));
        }
        CatalogMoment[] moment = new CatalogMoment[1];
        ReaderOpening opening = ReaderOpening.sendAgain(
                messages, connection, transaction, log.question(before.tracks().horizon()), read -> moment[0] = read);
        CatalogLog.Answer answer = log.answer(moment[0]);
        if (!answer.same()
                || !opening.access().equals(before.opening().access())
                || !opening.origin().equals(before.opening().origin())) {
            return whole(messages, opening, log.without().from(beginning));
        }
        CatalogLog now = answer.log().from(beginning);
        Optional<Map<String, Set<Long>>> pages =
                answer.certain(messages).filter(found -> found.keySet().stream().allMatch(PageProbe::asksFor));
        Optional<CatalogTracks.Changed> changed =
                pages.isPresent() ? changed(messages, before, pages.get(), moment[0]) : changed(messages, before);
        Optional<Set<CatalogTracks.Unit>> units =
                changed.isEmpty() ? Optional.empty() : units(messages, before, changed.get());
        if (units.isEmpty()) {
            return whole(messages, opening, now);
        }
        touch(pages.isEmpty() ? null : touched(units.get(), answer.files().orElse(null)));
        if (units.get().isEmpty()) {
            return before.at(opening, now);
        }
        readAgain(messages, transaction, opening, before, units.get());
        return Known.of(before.contents(), opening, before.tracks(), now, before.objects());
    }

    /** Look through all catalogues for what has changed. */
    private Optional<CatalogTracks.Changed> changed(ReaderMessages messages, Known before) throws SQLException {
        probes++;
        CatalogProbe[] probe = new CatalogProbe[1];
        messages.send(probe(before.opening(), before.tracks().horizon(), read -> probe[0] = read));
        return before.tracks().next(probe[0], catalog -> keys(messages, catalog));
    }

    /** The same where it is known on which pages it is. */
    private static Optional<CatalogTracks.Changed> changed(
            ReaderMessages messages, Known before, Map<String, Set<Long>> pages, CatalogMoment moment)
            throws SQLException {
        if (pages.isEmpty()) {
            before.tracks().pass(moment.horizon());
            return Optional.of(CatalogTracks.Changed.NOTHING);
        }
        PageProbe[] probe = new PageProbe[1];
        messages.send(PageProbe.message(moment.age(), pages, read -> probe[0] = read));
        return before.tracks().next(probe[0], moment.horizon());
    }

    /** Null where a function has changed, too, by which values may be made whenever somebody asks for them. */
    private static @Nullable Touched touched(Set<CatalogTracks.Unit> units, @Nullable Set<Long> files) {
        if (files == null || units.stream().anyMatch(CatalogTracks.Unit::function)) {
            return null;
        }
        return new Touched(oids(units, false), files);
    }

    private Known whole(ReaderMessages messages, ReaderOpening opening, CatalogLog log) throws SQLException {
        touch(null);
        wholeReadings++;
        messages.send(List.of(CatalogLog.NO_PLANS), List.of(rows -> {}));
        CatalogReader.Contents contents = CatalogReader.whole(messages, opening);
        if (!opening.access().isComplete()) {
            return Known.of(
                    contents, opening, new CatalogTracks(CatalogProbe.NONE), CatalogLog.UNKNOWN, ObjectMap.EMPTY);
        }
        int version = opening.access().majorVersion();
        CatalogProbe[] probe = new CatalogProbe[1];
        CatalogMoment[] moment = new CatalogMoment[1];
        CatalogFiles[] files = new CatalogFiles[1];
        messages.send(probe(opening, CatalogProbe.EVER, read -> probe[0] = read));
        messages.send(List.of("SELECT " + CatalogMoment.COLUMNS), List.of(rows -> {
            rows.next();
            moment[0] = CatalogMoment.read(rows, 0);
        }));
        messages.send(
                List.of(CatalogFiles.query(version)), List.of(rows -> files[0] = CatalogFiles.read(rows, version)));
        return Known.of(contents, opening, new CatalogTracks(probe[0]), log.with(moment[0], files[0]), ObjectMap.EMPTY);
    }

    private static ReaderMessages.Message probe(ReaderOpening opening, String horizon, Consumer<CatalogProbe> taken) {
        return new ReaderMessages.Message(
                List.of(
                        CatalogLog.PLANS_OF_ALL,
                        CatalogProbe.query(opening.access().majorVersion()),
                        // For what is picked out next.
                        CatalogLog.PLANS),
                List.of(horizon),
                List.of(rows -> {}, rows -> taken.accept(CatalogProbe.read(rows)), rows -> {}));
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
            ReaderTransaction transaction,
            ReaderOpening opening,
            Known before,
            Set<CatalogTracks.Unit> units)
            throws SQLException {
        CatalogReader.Contents contents = before.contents();
        contents.forget(units);
        // What has gone is not asked for.
        Set<CatalogTracks.Unit> there =
                units.stream().filter(before.tracks()::knows).collect(Collectors.toSet());
        List<ReaderMessages.Message> readings = readings(opening, before, there);
        Optional<String> ending = transaction.ending();
        for (int i = 0; i < readings.size(); i++) {
            boolean last = i + 1 == readings.size() && ending.isPresent();
            messages.send(last ? readings.get(i).before(ending) : readings.get(i));
            if (last) {
                transaction.ended();
            }
        }
        if (ending.isPresent() && !contents.builder().undefinedIndexes().isEmpty()) {
            messages.send(List.of(transaction.opening(), ReaderTransaction.SETTINGS), List.of(rows -> {}));
        }
        CatalogReader.addIndexDefinitions(messages, contents.builder());
    }

    /** Ask for what there can be of some relations and functions. */
    private static List<ReaderMessages.Message> readings(
            ReaderOpening opening, Known before, Set<CatalogTracks.Unit> units) {
        List<ReaderMessages.Message> readings = new ArrayList<>();
        Set<Long> relations = oids(units, false);
        if (!relations.isEmpty()) {
            Set<String> rare = new HashSet<>();
            CatalogQueries.RARE.forEach((query, catalog) -> {
                if (before.tracks().hasAny(catalog, relations)) {
                    rare.add(query);
                }
            });
            String oids = array(relations);
            for (List<CatalogQuery> part :
                    CatalogQueries.ofRelations(opening.access(), before.tracks().areUsual(), rare)) {
                readings.add(reading(opening, before, part, oids));
            }
        }
        Set<Long> functions = oids(units, true);
        if (!functions.isEmpty()) {
            CatalogQuery query = CatalogQueries.ofFunctions(opening.access());
            readings.add(reading(opening, before, List.of(query), array(functions)));
        }
        return readings;
    }

    private static ReaderMessages.Message reading(
            ReaderOpening opening, Known before, List<CatalogQuery> queries, String parameter) {
        int parameters = 0;
        for (CatalogQuery query : queries) {
            parameters += query.parameters();
        }
        return before.contents().message(opening.size(), queries, Collections.nCopies(parameters, parameter));
    }

    private static Set<Long> oids(Set<CatalogTracks.Unit> units, boolean functions) {
        return units.stream()
                .filter(unit -> unit.function() == functions)
                .map(CatalogTracks.Unit::oid)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String array(Set<Long> oids) {
        return array(oids.stream().map(String::valueOf));
    }
}
