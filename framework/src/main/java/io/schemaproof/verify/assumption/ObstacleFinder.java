package io.schemaproof.verify.assumption;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.ErrorSubject;
import io.schemaproof.migration.StatementError;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the rows behind an error: which constraint refuses them is read from the schema that the script makes. */
final class ObstacleFinder {

    private static final Pattern KEY = Pattern.compile("Key \\((.+)\\)=\\((.*)\\) is still referenced");

    private final Connection connection;
    private final Catalog now;
    private final Catalog goal;

    /**
     * Look into a database.
     *
     * @param now its schema, with the rows
     * @param goal the schema that the script makes where nothing is in its way
     */
    ObstacleFinder(Connection connection, Catalog now, Catalog goal) {
        this.connection = connection;
        this.now = now;
        this.goal = goal;
    }

    /** The obstacle, if it can be said and there are such rows. */
    Optional<Obstacle> find(StatementError error) throws SQLException {
        return find(error, error.subject());
    }

    /** The same of what is called otherwise here than in the error. */
    Optional<Obstacle> find(StatementError error, ErrorSubject subject) throws SQLException {
        TypeObstacles types = new TypeObstacles(goal, connection.getMetaData().getDatabaseMajorVersion());
        List<Obstacle> candidates =
                new ArrayList<>(candidates(error, subject, types).toList());
        if (error.sqlState().equals("23514") && subject.constraint().isEmpty()) {
            Optional<Table> table = table(now, subject);
            if (table.isPresent()) {
                candidates.addAll(new PartitionObstacles(connection, goal).of(table.get()));
            }
        }
        for (Obstacle candidate : candidates) {
            if (exists(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private Stream<Obstacle> candidates(StatementError error, ErrorSubject subject, TypeObstacles types) {
        Optional<Table> table = table(now, subject);
        Optional<Table> later = table(goal, subject);
        return switch (error.sqlState()) {
            case "23502" ->
                table.stream()
                        .flatMap(found -> subject.column().flatMap(found::column).stream()
                                .map(column -> ConstraintObstacles.notNull(found, column)));
            case "23505" ->
                both(table, later)
                        .flatMap(found -> index(later, subject)
                                .filter(index -> index(table, subject)
                                        .filter(known -> known.definition().equals(index.definition())
                                                && !isRetyped(found, later.orElseThrow(), index))
                                        .isEmpty())
                                .filter(index ->
                                        index.keys().stream().anyMatch(key -> ConstraintObstacles.isKnown(found, key)))
                                .map(index -> ConstraintObstacles.unique(found, later.orElseThrow(), index))
                                .stream());
            case "23514" ->
                Stream.concat(
                        both(table, later)
                                .flatMap(found -> later.orElseThrow().checks().stream()
                                        .filter(check -> is(check.name(), subject))
                                        .filter(check -> knows(found, check.columns()))
                                        .map(check -> ConstraintObstacles.check(found, check, check.columns()))),
                        both(table, later).flatMap(found -> domains(found, subject, types)));
            case "23503" ->
                both(table, later).flatMap(found -> foreignKeys(found, later.orElseThrow(), error, subject));
            case "23P01" ->
                both(table, later)
                        .flatMap(found -> later.orElseThrow().constraints().stream()
                                .filter(constraint -> is(constraint.name(), subject))
                                .flatMap(constraint -> later.orElseThrow().index(constraint.name()).stream()
                                        .flatMap(index -> ExclusionObstacle.of(found, constraint, index).stream())));
            default -> error.sqlState().startsWith("22") || isOfNoNumber(error) ? typeChanges(types) : Stream.empty();
        };
    }

    /** What is infinite, or not a number, becomes no whole one; for this the server has no state of its own. */
    private static boolean isOfNoNumber(StatementError error) {
        return error.sqlState().equals("0A000") && error.message().startsWith("cannot convert ");
    }

    private static Stream<Table> both(Optional<Table> table, Optional<Table> later) {
        return later.isPresent() ? table.stream() : Stream.empty();
    }

    /** Another type may take values for the same that were not. */
    private static boolean isRetyped(Table table, Table later, Index index) {
        return index.columns().stream()
                .anyMatch(name -> table.column(name)
                        .filter(column ->
                                ConstraintObstacles.newType(column, later).isPresent())
                        .isPresent());
    }

    private static boolean is(String name, ErrorSubject subject) {
        return subject.constraint().filter(name::equals).isPresent();
    }

    private static boolean knows(Table table, List<String> columns) {
        return columns.stream().allMatch(column -> table.column(column).isPresent());
    }

    private static Optional<Index> index(Optional<Table> table, ErrorSubject subject) {
        return table.flatMap(found -> subject.constraint().flatMap(found::index));
    }

    private Stream<Obstacle> domains(Table table, ErrorSubject subject, TypeObstacles types) {
        return subject.column().flatMap(table::column).stream()
                .flatMap(column -> types.domain(table, column, now).stream());
    }

    private Stream<Obstacle> foreignKeys(Table table, Table later, StatementError error, ErrorSubject subject) {
        Optional<ForeignKey> known = named(table, subject);
        Optional<ForeignKey> coming = named(later, subject);
        if (known.isEmpty()
                || coming.filter(key -> !key.definition().equals(known.get().definition()))
                        .isPresent()) {
            return coming.stream()
                    .filter(key -> knows(table, key.columns()))
                    .filter(key -> now.table(key.referencedTable())
                            .filter(parent -> knows(parent, key.referencedColumns()))
                            .isPresent())
                    .map(key -> ConstraintObstacles.foreignKey(table, key));
        }
        // What the script deletes is referred to.
        Matcher matcher = KEY.matcher(error.detail().orElse(""));
        return matcher.find() && known.get().columns().size() == 1
                ? Stream.of(referring(table, known.get(), matcher.group(2)))
                : Stream.empty();
    }

    private static Obstacle referring(Table table, ForeignKey key, String value) {
        Column column = table.column(key.columns().get(0)).orElseThrow();
        return ConstraintObstacles.condition(
                table,
                key.columns(),
                "no row of " + table.identity() + " refers to what it deletes from " + key.referencedTable(),
                column.quotedName() + "::text = " + SqlText.literal(value));
    }

    private static Optional<ForeignKey> named(Table table, ErrorSubject subject) {
        return table.foreignKeys().stream()
                .filter(key -> is(key.name(), subject))
                .findFirst();
    }

    /** The server does not say which column it was. */
    private Stream<Obstacle> typeChanges(TypeObstacles types) {
        return now.tables().stream()
                .flatMap(table -> goal.table(table.identity()).stream()
                        .flatMap(later -> table.columns().stream()
                                .flatMap(column -> later.column(column.name()).stream()
                                        .filter(to -> !to.type().equals(column.type())
                                                || !labels(now, to).equals(labels(goal, to)))
                                        .flatMap(to -> types.change(table, column, to).stream()))));
    }

    private static List<String> labels(Catalog catalog, Column column) {
        return catalog.enumType(column.type()).map(EnumType::labels).orElse(List.of());
    }

    private static Optional<Table> table(Catalog catalog, ErrorSubject subject) {
        return subject.schema()
                .flatMap(schema -> subject.table().map(name -> new Relation(schema, name)))
                .flatMap(relation -> catalog.table(relation.quoted()));
    }

    private boolean exists(Obstacle obstacle) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (" + obstacle.query() + ")")) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            // The constraint speaks of what is not there yet.
            return false;
        }
    }
}
