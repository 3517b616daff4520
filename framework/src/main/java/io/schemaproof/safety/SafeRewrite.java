package io.schemaproof.safety;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Domain;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.ReferentialAction;
import io.schemaproof.catalog.Table;
import io.schemaproof.trace.FileChange;
import io.schemaproof.trace.RelationKind;
import io.schemaproof.trace.TracedRelation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
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

    /** What leaves an index what it was. */
    private static final Pattern REINDEXES = Pattern.compile("(?i)\\b(REINDEX|TABLESPACE)\\b");

    private static final Pattern NEXTVAL = Pattern.compile("\\bnextval\\('((?:[^']|'')+)'");

    private final TracedStatement statement;
    private final List<Way> ways = new ArrayList<>();

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
            return withoutChange();
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
        boolean isTouched = touched.contains(now.schema() + "." + now.name())
                || (!partitions.isEmpty()
                        && partitions.stream()
                                .allMatch(partition -> touched.contains(partition.schema() + "." + partition.name())));
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
                            .anyMatch(lock ->
                                    lock.relation().qualifiedName().equals(other.schema() + "." + other.name())))
                    .isPresent();
            if (isLocked && now.partitionOf().isEmpty() && Words.names(statement.sql(), now.name())) {
                constraint(now, now, key, false);
            }
        }
    }

    private void changes(Table was, Table now) {
        Set<String> keyColumns = new LinkedHashSet<>();
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
                way(
                        index.name(),
                        PartitionWays.index(now, index)
                                .orElseGet(
                                        () -> index.definition().replaceFirst("INDEX ", "INDEX CONCURRENTLY ") + ";"));
            }
        }
        for (Column column : now.columns()) {
            Optional<Column> before = was.columns().stream()
                    .filter(other -> other.name().equals(column.name()))
                    .findFirst();
            if (before.isEmpty()) {
                added(now, column);
            } else if (!before.get().type().equals(column.type())) {
                retyped(now, column);
            } else if (!before.get().collation().equals(column.collation())) {
                collated(now, column);
            } else if (isRewritten(now) && relabelled(now, column)) {
                continue;
            } else if (before.get().isNullable() && !column.isNullable() && !keyColumns.contains(column.name())) {
                notNull(now, column);
            }
        }
    }

    /** Where among partitions it belongs now, and whether it is logged. */
    private void place(Table was, Table now) {
        if (was.partitionOf().isEmpty()) {
            now.partitionOf().ifPresent(parent -> attached(now, parent));
        }
        if (now.partitionBound().filter("DEFAULT"::equals).isPresent()
                && was.partitionOf().isPresent()) {
            now.partitionOf()
                    .ifPresent(parent -> parent.partitions().stream()
                            .filter(partition -> !isPartition(partition, was))
                            .forEach(partition -> takenFromDefault(now, partition, parent)));
        }
        if (was.isUnlogged() != now.isUnlogged()) {
            logged(now);
        }
    }

    private boolean isMade(Index index) {
        return statement.trace().created().stream()
                .anyMatch(created -> created.qualifiedName().equals(index.schema() + "." + index.name()));
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
        String name = constraint.quotedName();
        String alter = "ALTER TABLE " + table.identity() + " ";
        String columns = table.list(constraint.columns());
        switch (constraint.type()) {
            case "check", "foreign key" ->
                ways.add(new Way(
                        constraint.name(),
                        constraint.columns(),
                        Optional.of(constraint)
                                .filter(key -> key.type().equals("foreign key") && !other)
                                .flatMap(key -> PartitionWays.foreignKey(table, key))
                                .orElseGet(() -> alter + (other ? "DROP CONSTRAINT " + name + ", " : "")
                                        + "ADD CONSTRAINT " + name + " " + NewStrictness.demand(constraint)
                                        + " NOT VALID;\n" + alter + "VALIDATE CONSTRAINT " + name + ";")));
            case "unique" ->
                ways.add(new Way(
                        constraint.name(), constraint.columns(), indexed(table, constraint, columns, "UNIQUE", other)));
            case "primary key" ->
                ways.add(new Way(
                        constraint.name(),
                        constraint.columns(),
                        notNullFirst(was, table, constraint.columns())
                                + indexed(table, constraint, columns, "PRIMARY KEY", other)));
            case "exclusion" ->
                ways.add(new Way(
                        constraint.name(),
                        constraint.columns(),
                        "There is no way to add an EXCLUDE constraint beside traffic: fill a new table that has it."));
            default -> {
                // NOT NULL is told with its column.
            }
        }
    }

    private static String notNullFirst(Table was, Table table, List<String> columns) {
        List<String> nullable = columns.stream()
                .filter(name -> Stream.concat(
                                was.columns().stream().filter(column -> !column.isNullable()),
                                table.columns().stream().filter(SafeRewrite::isIdentity))
                        .noneMatch(column -> column.name().equals(name)))
                .toList();
        return nullable.isEmpty() ? "" : "First make " + table.list(nullable) + " NOT NULL by a valid CHECK.\n";
    }

    private static String indexed(Table table, Constraint constraint, String columns, String type, boolean other) {
        if (table.isPartitioned()) {
            return Optional.of(constraint)
                    .filter(key -> !other)
                    .flatMap(key -> PartitionWays.key(table, key))
                    .orElse(
                            "There is no way to make this key of a partitioned table beside traffic: fill a new table that has it.");
        }
        String name = constraint.quotedName();
        String index = other ? quotedLike(table, "new_" + constraint.name()) : name;
        return "CREATE UNIQUE INDEX CONCURRENTLY " + index + " ON " + table.identity() + " (" + columns + ");\n"
                + "ALTER TABLE " + table.identity() + (other ? " DROP CONSTRAINT " + name + "," : "")
                + " ADD CONSTRAINT " + name + " " + type + " USING INDEX " + index
                + (constraint.isDeferrable() ? " DEFERRABLE" : "")
                + (constraint.isInitiallyDeferred() ? " INITIALLY DEFERRED" : "") + ";";
    }

    /** A column that is NULL everywhere is no work; what wrote the table anew is another column, or another action. */
    private void added(Table table, Column column) {
        Optional<Domain> domain = statement.migration().after().domain(column.type());
        boolean hasValues = column.defaultExpression().isPresent()
                || column.generationExpression().isPresent()
                || isIdentity(column);
        if (!isRewritten(table) && !column.isNullable() && !isWritten(table)) {
            requiredLater(table, column);
        }
        if (!isRewritten(table) || (!hasValues && domain.isEmpty())) {
            return;
        }
        String alter = "ALTER TABLE " + table.identity() + " ";
        String values =
                column.generationExpression().or(column::defaultExpression).orElse("…");
        way(
                column.name(),
                newSequence(column)
                        + alter + "ADD COLUMN " + column.quotedName() + " "
                        + domain.map(Domain::baseType).orElse(column.type()) + ";"
                        + column.defaultExpression()
                                .map(value -> "\n" + alter + "ALTER COLUMN " + column.quotedName() + " SET DEFAULT "
                                        + value + ";")
                                .orElse(hasValues ? "\nA trigger, or the application, gives new rows their value." : "")
                        + (hasValues
                                ? "\nUPDATE " + table.identity() + " SET " + column.quotedName() + " = " + values
                                        + " in batches;"
                                : "")
                        + domain.map(found -> checks(table, column, found)).orElse("")
                        + (column.isNullable() ? "" : "\n" + notNullSteps(table, column))
                        + (isIdentity(column)
                                ? "\n" + alter + "ALTER COLUMN " + column.quotedName() + " ADD GENERATED "
                                        + column.identityGeneration().name().replace('_', ' ')
                                        + " AS IDENTITY (START WITH …);"
                                : ""));
    }

    /** A column that an earlier statement has added, and that is looked through for NULL now. */
    private void requiredLater(Table table, Column column) {
        way(
                column.name(),
                column.defaultExpression()
                        .map(value -> "ALTER TABLE " + table.identity() + " ADD COLUMN " + column.quotedName() + " "
                                + column.type() + " NOT NULL DEFAULT " + value
                                + "; in one statement, which reads no row.")
                        .orElseGet(() -> notNullSteps(table, column)));
    }

    private boolean isWritten(Table table) {
        return statement
                .trace()
                .workOn(table.schema() + "." + table.name())
                .filter(work -> work.rowsWritten() > 0)
                .isPresent();
    }

    /** A column of a domain with a check is written row by row even where all are NULL; one of its type with the same check is not. */
    private static String checks(Table table, Column column, Domain domain) {
        String alter = "ALTER TABLE " + table.identity() + " ";
        return domain.constraints().stream()
                .filter(constraint -> constraint.type().equals("check"))
                .map(constraint -> {
                    String name = quotedLike(column, column.name() + "_" + constraint.name());
                    return "\n" + alter + "ADD CONSTRAINT " + name + " "
                            + NewStrictness.demand(constraint)
                                    .replaceAll("\\bVALUE\\b", Matcher.quoteReplacement(column.quotedName()))
                            + " NOT VALID;\n" + alter + "VALIDATE CONSTRAINT " + name + ";";
                })
                .collect(Collectors.joining());
    }

    /** What a {@code serial} makes by the way. */
    private String newSequence(Column column) {
        return column.defaultExpression().stream()
                .flatMap(value -> NEXTVAL.matcher(value).results())
                .map(match -> match.group(1).replace("''", "'"))
                .filter(name -> statement.migration().before().sequence(name).isEmpty())
                .map(name -> "CREATE SEQUENCE " + name + ";\n")
                .collect(Collectors.joining());
    }

    private static boolean isIdentity(Column column) {
        return column.identityGeneration() != Column.IdentityGeneration.NO_IDENTITY;
    }

    private void retyped(Table table, Column column) {
        way(column.name(), besideOld(table, column));
    }

    /** Whether its enum type is another one of the same name. */
    private boolean relabelled(Table table, Column column) {
        String type = column.type().replaceFirst("\\[]$", "");
        Optional<EnumType> was = statement.migration().before().enumType(type);
        Optional<EnumType> now = statement.migration().after().enumType(type);
        boolean known = was.isPresent()
                && now.isPresent()
                && EnumWays.isKnown(was.get(), now.get())
                && (type.equals(column.type())
                        || now.get().labels().containsAll(was.get().labels()));
        if (known) {
            way(column.name(), EnumWays.of(was.get(), now.get(), table, column));
        }
        return known;
    }

    private static String besideOld(Table table, Column column) {
        String other = quotedLike(column, "new_" + column.name());
        return "ALTER TABLE " + table.identity() + " ADD COLUMN " + other + " " + column.type()
                + column.collation().map(name -> " COLLATE " + name).orElse("") + ";\n"
                + "A trigger that keeps " + other + " equal to " + column.quotedName() + " in each write;\n"
                + "UPDATE " + table.identity() + " SET " + other + " = " + column.quotedName() + " in batches;\n"
                + "then let the application use the new column, and drop the other one in a later release.";
    }

    /** Another order of the same values leaves the table as it is, and writes anew what is ordered. */
    private void collated(Table table, Column column) {
        List<Index> ordered = table.indexes().stream()
                .filter(index -> index.columns().contains(column.name()))
                .toList();
        if (ordered.isEmpty()
                || ordered.stream().anyMatch(index -> index.constraint().isPresent())) {
            retyped(table, column);
            return;
        }
        way(
                column.name(),
                ordered.stream()
                                .map(index -> "DROP INDEX CONCURRENTLY " + index.identity() + ";\n")
                                .collect(Collectors.joining())
                        + "This statement, which then writes nothing anew;\n"
                        + ordered.stream()
                                .map(index -> index.definition().replaceFirst("INDEX ", "INDEX CONCURRENTLY ") + ";")
                                .collect(Collectors.joining("\n"))
                        + "\nor, where queries need the index meanwhile, a new column:\n"
                        + besideOld(table, column));
    }

    /** A name made of a column's, in quotation marks where that needs them. */
    static String quotedLike(Column column, String name) {
        return column.quotedName().startsWith("\"") ? SqlText.identifier(name) : name;
    }

    private static String quotedLike(Table table, String name) {
        return table.identity().endsWith("\"") ? SqlText.identifier(name) : name;
    }

    private void notNull(Table table, Column column) {
        way(column.name(), notNullSteps(table, column));
    }

    private static String notNullSteps(Table table, Column column) {
        String alter = "ALTER TABLE " + table.identity() + " ";
        String name = quotedLike(column, column.name() + "_not_null");
        return alter + "ADD CONSTRAINT " + name + " CHECK (" + column.quotedName() + " IS NOT NULL) NOT VALID;\n"
                + alter
                + "VALIDATE CONSTRAINT " + name + ";\n" + alter + "ALTER COLUMN " + column.quotedName()
                + " SET NOT NULL;\n" + alter + "DROP CONSTRAINT " + name + ";";
    }

    private void attached(Table partition, Table parent) {
        String alter = "ALTER TABLE " + partition.identity() + " ";
        way(
                partition.name(),
                alter + "ADD CONSTRAINT bound CHECK (" + condition(partition, parent) + ") NOT VALID;\n" + alter
                        + "VALIDATE CONSTRAINT bound;\nALTER TABLE " + parent.identity() + " ATTACH PARTITION "
                        + partition.identity() + " …;\n" + alter + "DROP CONSTRAINT bound;");
    }

    /** A row that is in the default partition might belong to the new one. */
    private void takenFromDefault(Table rest, Table partition, Table parent) {
        String alter = "ALTER TABLE " + rest.identity() + " ";
        String name = quotedLike(partition, "not_" + partition.name());
        way(
                partition.name(),
                alter + "ADD CONSTRAINT " + name + " CHECK (NOT (" + condition(partition, parent) + ")) NOT VALID;\n"
                        + alter
                        + "VALIDATE CONSTRAINT " + name + ";\nThis statement, which then reads no row of "
                        + rest.identity() + ";\n" + alter + "DROP CONSTRAINT " + name + ";");
    }

    private static String condition(Table partition, Table parent) {
        if (partition.partitionBound().filter("DEFAULT"::equals).isPresent()) {
            return PartitionCondition.ofDefault(partition, parent)
                    .orElse(
                            "… what belongs to none of the other partitions, as pg_get_partition_constraintdef writes it");
        }
        return PartitionCondition.of(partition, parent)
                .orElse("… as " + partition.partitionBound().orElse("the bound"));
    }

    private void logged(Table table) {
        String other = quotedLike(table, "new_" + table.name());
        way(
                table.name(),
                "CREATE " + (table.isUnlogged() ? "UNLOGGED " : "") + "TABLE "
                        + other + " (LIKE " + table.identity() + " INCLUDING ALL);\n"
                        + "A trigger that repeats each write in " + other + ", the rows of before in batches,\n"
                        + "and in the end the two change their names in one short transaction.");
    }

    /** A partitioned table has no file; those of its partitions are meant. */
    private boolean isRewritten(Table table) {
        return table.partitions().stream().anyMatch(this::isRewritten)
                || statement.trace().files().stream()
                        .anyMatch(file -> file.kind() == FileChange.Kind.REWRITTEN
                                && file.relation().qualifiedName().equals(table.schema() + "." + table.name()));
    }

    /** For what writes files anew and leaves the schema as it is. */
    private String withoutChange() {
        List<TracedRelation> written = statement.trace().files().stream()
                .filter(FileChange::isNewFile)
                .map(FileChange::relation)
                .filter(relation ->
                        relation.existedBefore() && !relation.schema().equals("pg_toast"))
                .toList();
        Optional<TracedRelation> view = written.stream()
                .filter(relation -> relation.kind() == RelationKind.MATERIALIZED_VIEW)
                .findFirst();
        if (view.isPresent()) {
            return "REFRESH MATERIALIZED VIEW CONCURRENTLY " + Words.name(view.get())
                    + "; it needs a unique index on it, and reads go on.";
        }
        if (!written.isEmpty()
                && written.stream().allMatch(relation -> relation.kind().isIndex())
                && REINDEXES.matcher(statement.sql()).find()) {
            return written.stream()
                    .map(index -> "REINDEX INDEX CONCURRENTLY " + Words.name(index) + ";")
                    .collect(Collectors.joining("\n"));
        }
        if (written.stream().anyMatch(relation -> !relation.kind().isIndex())) {
            return "Leave it out of a migration. Where the space is needed, a tool such as pg_repack rewrites "
                    + Words.names(written.stream()
                            .filter(relation -> !relation.kind().isIndex())
                            .toList())
                    + " beside the traffic.";
        }
        return "Part what takes the lock from what does the work: the work first, in batches and transactions of its own, then the"
                + " change of the schema alone.";
    }
}
