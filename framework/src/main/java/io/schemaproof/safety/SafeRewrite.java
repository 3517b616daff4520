package io.schemaproof.safety;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.ReferentialAction;
import io.schemaproof.catalog.Table;
import io.schemaproof.safety.instead.BoundWays;
import io.schemaproof.safety.instead.ColumnWays;
import io.schemaproof.safety.instead.ConstraintWays;
import io.schemaproof.safety.instead.EnumWays;
import io.schemaproof.safety.instead.IndexWays;
import io.schemaproof.safety.instead.PersistenceWays;
import io.schemaproof.trace.FileChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says what to write instead of a statement, with the names of this schema. What it has made is read from the catalogues before and
 * after the migration, so that a block or a function hides nothing.
 */
final class SafeRewrite {

    /**
     * A way to the same end.
     *
     * @param name of what the statement has made or changed
     * @param columns that it is about, for a constraint that the statement does not name
     */
    private record Way(String name, List<String> columns, String text) {}

    private static final Pattern ADDS = Pattern.compile("(?i)\\bADD\\b");

    private final TracedStatement statement;
    private final List<Way> ways = new ArrayList<>();

    /** Ways to constraints of a column that the statement adds, by the name of the column: they come behind it. */
    private final Map<String, List<String>> behind = new LinkedHashMap<>();

    private SafeRewrite(TracedStatement statement) {
        this.statement = statement;
    }

    static String of(TracedStatement statement) {
        return new SafeRewrite(statement).text();
    }

    private String text() {
        Set<String> touched = tables();
        statement.migration().after().tables().stream()
                .filter(table -> table.partitionOf().isEmpty())
                .forEach(table -> changes(table, touched, false));
        Set<String> texts = meant().stream().map(Way::text).collect(Collectors.toCollection(LinkedHashSet::new));
        if (texts.isEmpty()) {
            return StorageWays.of(statement);
        }
        return (statement.migration().isOneTransaction()
                        ? "Each step in a migration of its own, with CONCURRENTLY in one without a transaction:\n"
                        : "Each step in a transaction of its own:\n")
                + String.join("\n", texts)
                + (texts.stream().anyMatch(way -> way.contains("CONCURRENTLY")) ? lockOfTool() : "");
    }

    /** Flyway holds its lock in a transaction, and CONCURRENTLY waits for the end of every transaction that is older. */
    private String lockOfTool() {
        return statement.migration().isOfFlyway()
                ? "\nFlyway needs flyway.postgresql.transactional.lock=false for CONCURRENTLY: by default it holds a"
                        + " transaction open meanwhile, for whose end the build waits for ever."
                : "";
    }

    /** The catalogues know what the migration has changed; which of it is this statement's, the names in it tell, if any. */
    private List<Way> meant() {
        List<Way> named = ways.stream().filter(way -> isNamed(way.name())).toList();
        if (!named.isEmpty()) {
            return named;
        }
        List<Way> about = ways.stream()
                .filter(way -> !way.columns().isEmpty()
                        && way.columns().stream().allMatch(column -> Words.names(statement.sql(), column)))
                .toList();
        return about.isEmpty() ? ways : about;
    }

    private boolean isNamed(String name) {
        return Words.names(statement.sql(), name)
                || statement.trace().created().stream()
                        .anyMatch(relation -> relation.name().equals(name));
    }

    /** The tables that it locks or works on, and not those that an earlier statement has locked. */
    private Set<String> tables() {
        return Stream.concat(
                        statement.taken().stream().map(BlockingLock::relation), statement.cost().growing().stream())
                .flatMap(relation -> Stream.concat(Stream.of(relation.qualifiedName()), relation.table().stream()))
                .collect(Collectors.toSet());
    }

    /**
     * Say of a table and its partitions what has changed.
     *
     * @param told whether the table that it is a partition of has been told to change, and it with that
     */
    private void changes(Table now, Set<String> touched, boolean told) {
        List<Table> partitions = now.partitions();
        boolean isTouched = touched.contains(CatalogNames.qualifiedName(now))
                || (!partitions.isEmpty()
                        && partitions.stream()
                                .allMatch(partition -> touched.contains(CatalogNames.qualifiedName(partition))));
        Optional<Table> was = statement.migration().before().tables().stream()
                .filter(table -> table.identity().equals(now.identity()))
                .findFirst();
        boolean says = told;
        if (was.isEmpty()) {
            foreignKeysOfNew(now);
        }
        if (was.isPresent() && isTouched) {
            int before = ways.size();
            if (!told || was.get().partitionOf().isEmpty()) {
                changes(was.get(), now);
            }
            says |= ways.size() > before;
            place(was.get(), now);
        }
        for (Table partition : partitions) {
            changes(partition, touched, says);
        }
    }

    /** Of a new table only who writes what it refers to waits. */
    private void foreignKeysOfNew(Table now) {
        for (ForeignKey key : now.foreignKeys()) {
            boolean isLocked = key.references()
                    .filter(other -> statement.taken().stream()
                            .anyMatch(
                                    lock -> lock.relation().qualifiedName().equals(CatalogNames.qualifiedName(other))))
                    .isPresent();
            if (isLocked && now.partitionOf().isEmpty() && Words.names(statement.sql(), now.name())) {
                constraint(now, now, key, false);
            }
        }
    }

    private void changes(Table was, Table now) {
        Set<String> keyColumns = new LinkedHashSet<>();
        behind.clear();
        for (Constraint constraint : now.constraints()) {
            if (isMade(now, constraint)
                    || was.constraints().stream()
                            .noneMatch(other -> other.id().equals(constraint.id())
                                    && other.isValidated() == constraint.isValidated()
                                    && other.isDeferrable() == constraint.isDeferrable()
                                    && isAboutSame(other, constraint, now)
                                    && actions(was, other).equals(actions(now, constraint)))) {
                constraint(
                        was,
                        now,
                        constraint,
                        was.constraints().stream()
                                .anyMatch(other -> other.id().equals(constraint.id())
                                        && other.isValidated() == constraint.isValidated()));
                if (constraint.type().equals("primary key")) {
                    keyColumns.addAll(constraint.columns());
                }
            }
        }
        for (Index index : now.indexes()) {
            if (index.constraint().isEmpty() && isMade(index)) {
                way(index.name(), IndexWays.index(now, index));
            }
        }
        for (Column column : now.columns()) {
            Optional<Column> before = was.columns().stream()
                    .filter(other -> other.name().equals(column.name()))
                    .findFirst();
            if (before.isEmpty()) {
                added(now, column);
            } else if (!before.get().type().equals(column.type())) {
                way(column.name(), ColumnWays.besideOld(now, column));
            } else if (!before.get().collation().equals(column.collation())) {
                way(column.name(), ColumnWays.collated(now, column));
            } else {
                boolean required =
                        before.get().isNullable() && !column.isNullable() && !keyColumns.contains(column.name());
                relabelled(now, column)
                        .or(() -> required ? Optional.of(ConstraintWays.notNull(now, column)) : Optional.empty())
                        .ifPresent(text -> way(column.name(), text));
            }
        }
    }

    /** Where among partitions it belongs now, and whether it is logged. */
    private void place(Table was, Table now) {
        if (was.partitionOf().isEmpty()) {
            now.partitionOf().ifPresent(parent -> way(now.name(), BoundWays.attached(now, parent)));
        }
        if (now.partitionBound().filter("DEFAULT"::equals).isPresent()
                && was.partitionOf().isPresent()) {
            now.partitionOf()
                    .ifPresent(parent -> parent.partitions().stream()
                            .filter(partition -> !isPartition(partition, was))
                            .forEach(partition ->
                                    way(partition.name(), BoundWays.takenFromDefault(now, partition, parent))));
        }
        if (was.isUnlogged() != now.isUnlogged()) {
            way(now.name(), PersistenceWays.logged(now));
        }
    }

    private boolean isMade(Index index) {
        return statement.trace().created().stream()
                .anyMatch(created -> created.qualifiedName().equals(CatalogNames.qualifiedName(index)));
    }

    /** Whether it is the statement that has made the index of a key, perhaps of one that had the name of another one before. */
    private boolean isMade(Table table, Constraint constraint) {
        return table.indexes().stream()
                .anyMatch(index -> index.constraint().equals(Optional.of(constraint.name())) && isMade(index));
    }

    private static boolean isPartition(Table partition, Table ofSameParent) {
        return ofSameParent.partitionOf().stream()
                .flatMap(parent -> parent.partitions().stream())
                .anyMatch(other -> other.identity().equals(partition.identity()));
    }

    private void way(String name, String text) {
        ways.add(new Way(name, List.of(), text));
    }

    /** Whether it is about the columns of before, some of which may have another name. */
    private static boolean isAboutSame(Constraint was, Constraint now, Table table) {
        return was.columns().size() == now.columns().size()
                && was.columns().stream()
                        .allMatch(name -> now.columns().contains(name)
                                || table.columns().stream()
                                        .noneMatch(column -> column.name().equals(name)));
    }

    /** What a foreign key does; all else that tells constraints of one name apart a change of a column may have changed. */
    private static List<ReferentialAction> actions(Table table, Constraint constraint) {
        return table.foreignKeys().stream()
                .filter(key -> key.id().equals(constraint.id()))
                .flatMap(key -> Stream.of(key.onDelete(), key.onUpdate()))
                .toList();
    }

    /** @param other whether there was another one of this name */
    private void constraint(Table was, Table table, Constraint constraint, boolean other) {
        Optional<String> text = switch (constraint.type()) {
            case "check" -> Optional.of(ConstraintWays.check(table, constraint, other));
            case "foreign key" -> Optional.of(ConstraintWays.foreignKey(table, constraint, other));
            case "unique", "primary key" -> Optional.of(IndexWays.key(was, table, constraint, other));
            case "exclusion" -> Optional.of(ConstraintWays.exclusion());
            // NOT NULL is told with its column.
            default -> Optional.empty();
        };
        Optional<String> column = constraint.columns().stream()
                .filter(name -> isAdded(was, table, name))
                .findFirst();
        text.ifPresent(way -> column.ifPresentOrElse(
                name -> behind.computeIfAbsent(name, key -> new ArrayList<>()).add(way),
                () -> ways.add(new Way(constraint.name(), constraint.columns(), way))));
    }

    /** Whether it is this statement that has added the column. */
    private boolean isAdded(Table was, Table now, String column) {
        return was.columns().stream().noneMatch(other -> other.name().equals(column))
                && now.columns().stream()
                        .filter(other -> other.name().equals(column))
                        .anyMatch(other -> statement
                                .migration()
                                .naming(column, other.identity(), ADDS)
                                .filter(statement.trace()::equals)
                                .isPresent());
    }

    private void added(Table table, Column column) {
        List<String> constraints = behind.getOrDefault(column.name(), List.of());
        Optional<String> first = Optional.empty();
        if (isRewritten(table)) {
            first = ColumnWays.added(
                    statement.migration().before(), statement.migration().after(), table, column);
        } else if (constraints.isEmpty() && !column.isNullable() && !isWritten(table)) {
            first = Optional.of(ColumnWays.requiredLater(table, column));
        }
        if (first.isEmpty() && !constraints.isEmpty()) {
            first = Optional.of(ColumnWays.alone(table, column));
        }
        first.ifPresent(text -> way(
                column.name(),
                String.join(
                        "\n",
                        Stream.concat(Stream.of(text), constraints.stream()).toList())));
    }

    private boolean isWritten(Table table) {
        return statement
                .trace()
                .workOn(CatalogNames.qualifiedName(table))
                .filter(work -> work.rowsWritten() > 0)
                .isPresent();
    }

    /** Where its enum type is another one of the same name. */
    private Optional<String> relabelled(Table table, Column column) {
        return isRewritten(table)
                ? EnumWays.of(
                        statement.migration().before(), statement.migration().after(), table, column)
                : Optional.empty();
    }

    /** A partitioned table has no file; those of its partitions are meant. */
    private boolean isRewritten(Table table) {
        return table.partitions().stream().anyMatch(this::isRewritten)
                || statement.trace().files().stream()
                        .anyMatch(file -> file.kind() == FileChange.Kind.REWRITTEN
                                && file.relation().qualifiedName().equals(CatalogNames.qualifiedName(table)));
    }
}
