package io.schemaproof.verify.drift;

import io.schemaproof.backup.BackupException;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Namespace;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.roundtrip.TraceRemedy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compare the schema that the migrations of a folder give with another one: of a database that is only read, of a dump, of another
 * folder, or of a file.
 *
 * <pre>{@code
 * DriftReport report = Drift.of(MigrationReader.read(folder))
 *     .against(SchemaSource.of(new JdbcUrl("jdbc:postgresql://host/shop?user=me")))
 *     .ignoring("public.old_orders", "the archive still reads it")
 *     .evaluate();
 * }</pre>
 *
 * <p>Owners and privileges are not compared unless that is asked for: who applies migrations here is somebody else there.
 *
 * @since 0.1
 */
public final class Drift {

    private final MigrationFolder folder;
    private final ServerRequest request;
    private final Optional<Script> before;
    private final Optional<SchemaSource> other;
    private final Set<String> schemas;
    private final List<IgnoredObject> ignored;
    private final boolean privileges;
    private final Optional<Configuration> reports;
    private final Consumer<Migration> begun;

    private Drift(
            MigrationFolder folder,
            ServerRequest request,
            Optional<Script> before,
            Optional<SchemaSource> other,
            Set<String> schemas,
            List<IgnoredObject> ignored,
            boolean privileges,
            Optional<Configuration> reports,
            Consumer<Migration> begun) {
        this.folder = folder;
        this.request = request;
        this.before = before;
        this.other = other;
        this.schemas = schemas;
        this.ignored = ignored;
        this.privileges = privileges;
        this.reports = reports;
        this.begun = begun;
    }

    /** Begin with a folder, on the server that the system's configuration asks for. */
    public static Drift of(MigrationFolder folder) {
        return new Drift(
                folder,
                ServerRequest.from(Configuration.ofSystem()),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                List.of(),
                false,
                Optional.empty(),
                migration -> {});
    }

    /** Return the same on another server; its version is that of the other side where that has one. */
    public Drift on(ServerRequest server) {
        return new Drift(folder, server, before, other, schemas, ignored, privileges, reports, begun);
    }

    /** Return the same with a script that makes what the migrations expect to be there. */
    public Drift before(Script script) {
        return new Drift(folder, request, Optional.of(script), other, schemas, ignored, privileges, reports, begun);
    }

    /** Return the same that tells of each migration before it is applied. */
    public Drift telling(Consumer<Migration> listener) {
        return new Drift(folder, request, before, other, schemas, ignored, privileges, reports, listener);
    }

    /** Return the same against this schema. */
    public Drift against(SchemaSource source) {
        return new Drift(folder, request, before, Optional.of(source), schemas, ignored, privileges, reports, begun);
    }

    /** Return the same for these schemas alone, with their names as stored, and for nothing that lies in none. */
    public Drift schemas(String... names) {
        return new Drift(folder, request, before, other, Set.of(names), ignored, privileges, reports, begun);
    }

    /**
     * Return the same that lets differences of an object, and of what is part of it, pass.
     *
     * @param object as the report writes it, with or without its kind; {@code *} stands for any text
     * @param reason why, which the report says
     */
    public Drift ignoring(String object, String reason) {
        return ignoring(List.of(new IgnoredObject(object, reason)));
    }

    /** Return the same that lets differences of these objects pass, too. */
    public Drift ignoring(Collection<IgnoredObject> objects) {
        return new Drift(
                folder,
                request,
                before,
                other,
                schemas,
                Stream.concat(ignored.stream(), objects.stream()).toList(),
                privileges,
                reports,
                begun);
    }

    /** Return the same that also compares owners and privileges. */
    public Drift withPrivileges() {
        return new Drift(folder, request, before, other, schemas, ignored, true, reports, begun);
    }

    /** Return the same with the reports on the class path that this configuration asks for; without one, none is written. */
    public Drift configuredBy(Configuration configuration) {
        return new Drift(
                folder, request, before, other, schemas, ignored, privileges, Optional.of(configuration), begun);
    }

    /**
     * Build what has to be built, compare, and return what differs.
     *
     * @throws IllegalStateException if nothing was named to compare with
     * @throws MigrationException if a migration fails, a schema is on neither side, or there is nothing to compare
     * @throws BackupException if a dump cannot be restored
     * @throws DatabaseException if there is no server, or the database cannot be reached
     */
    public DriftReport evaluate() {
        SchemaSource there = other.orElseThrow(
                () -> new IllegalStateException("Say with against(..) what the migrations are compared with."));
        SchemaSource head = SchemaSource.of(folder, before, begun);
        ServerRequest same = there.majorVersion().isPresent()
                ? request.withMajorVersion(there.majorVersion().getAsInt())
                : request;
        Catalog first = head.read(same);
        Catalog second = there.read(same);
        Set<String> identities = identities(first, second);
        ComparedCatalog ours = ComparedCatalog.of(first, identities, privileges);
        ComparedCatalog theirs = ComparedCatalog.of(second, identities, privileges);
        if (ours.isEmpty() && theirs.isEmpty()) {
            throw new MigrationException("Nothing is compared: neither " + head + " nor " + there + " has an object"
                    + (schemas.isEmpty() ? "" : " in " + String.join(", ", new TreeSet<>(schemas))) + ".");
        }
        CatalogDiff diff = CatalogDiff.between(ours.catalog(), theirs.catalog());
        TraceRemedy remedy = TraceRemedy.between(ours.catalog(), theirs.catalog());
        List<DriftDifference> differences = new ArrayList<>();
        SortedMap<String, String> meant = new TreeMap<>();
        Set<IgnoredObject> used = new HashSet<>();
        for (Change change : diff.significant()) {
            List<CatalogObject> chain = chain(change, ours.catalog(), theirs.catalog());
            Optional<IgnoredObject> reason =
                    ignored.stream().filter(each -> each.means(chain)).findFirst();
            reason.ifPresentOrElse(
                    each -> {
                        used.add(each);
                        meant.put(change.object().toString(), each.reason());
                    },
                    () -> differences.add(difference(change, chain, remedy)));
        }
        SortedSet<String> books = new TreeSet<>(ours.books());
        books.addAll(theirs.books());
        DriftReport report = new DriftReport(
                head.description(),
                there.description(),
                same.majorVersion(),
                ours.catalog().objects().size(),
                differences,
                meant,
                ignored.stream()
                        .filter(each -> !used.contains(each))
                        .map(IgnoredObject::object)
                        .toList(),
                diff.cosmetic().stream().map(Change::describe).toList(),
                books);
        reports.ifPresent(configuration ->
                ServiceLoader.load(DriftListener.class).forEach(listener -> listener.finished(report, configuration)));
        return report;
    }

    /**
     * Compare and throw when something differs.
     *
     * @throws AssertionError with every difference
     */
    public DriftReport check() {
        DriftReport report = evaluate();
        if (!report.passed()) {
            throw new AssertionError(DriftText.of(report));
        }
        return report;
    }

    /** The schemas that are asked for, as the catalogues write them. */
    private Set<String> identities(Catalog first, Catalog second) {
        Set<String> identities = new TreeSet<>();
        for (String name : new TreeSet<>(schemas)) {
            Set<String> found = Stream.of(first, second)
                    .flatMap(catalog -> catalog.schemas().stream())
                    .filter(schema -> schema.name().equals(name))
                    .map(Namespace::identity)
                    .collect(Collectors.toSet());
            if (found.isEmpty()) {
                throw new MigrationException("There is no schema " + name + " on either side.");
            }
            identities.addAll(found);
        }
        return identities;
    }

    private static List<CatalogObject> chain(Change change, Catalog ours, Catalog theirs) {
        return Stream.of(ours, theirs)
                .flatMap(catalog ->
                        catalog.find(change.object()).map(object -> ComparedCatalog.chain(catalog, object)).stream())
                .findFirst()
                .orElse(List.of());
    }

    private static DriftDifference difference(Change change, List<CatalogObject> chain, TraceRemedy remedy) {
        ObjectId group = chain.stream()
                .map(CatalogObject::id)
                .filter(id -> id.kind() != ObjectKind.SCHEMA)
                .reduce((inner, outer) -> outer)
                .orElse(change.object());
        DriftDifference.Direction direction = DriftDifference.Direction.DIFFERENT;
        String message = change.describe();
        if (change instanceof Change.Removed) {
            direction = DriftDifference.Direction.MISSING;
            message = without(change, " was removed");
        } else if (change instanceof Change.Added) {
            direction = DriftDifference.Direction.EXTRA;
            message = without(change, " was added");
        }
        return new DriftDifference(group, change.object(), direction, message, remedy.undo(change));
    }

    /** Nobody knows whether somebody has added or removed it, or on which side. */
    private static String without(Change change, String verb) {
        String object = change.object().toString();
        return object + change.describe().substring(object.length() + verb.length());
    }
}
