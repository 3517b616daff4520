package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.QualifiedName;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.safety.estimate.Production;
import io.schemaproof.trace.ScriptTrace;
import io.schemaproof.trace.StatementCost;
import io.schemaproof.trace.StatementTrace;
import io.schemaproof.trace.TracedRelation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The up or the down of a migration as the server has seen it, on small and on large tables.
 *
 * @param migration the migration
 * @param script its up or its down
 * @param made what its up had made before, if this is the down
 * @param large its trace on the larger tables
 * @param costs of its statements, by comparison with smaller tables, in order
 * @param before what the database consisted of
 * @param after what it consists of now
 * @param production what is known of production, for estimates
 * @param elsewhere its trace in a session of {@linkplain TimeZoneWork#ELSEWHERE another time zone}, where that may make a difference
 * @param writes what the server took to be written before and after; empty where nobody has asked
 * @since 0.1
 */
public record TracedMigration(
        Migration migration,
        Script script,
        Optional<MadeByUp> made,
        ScriptTrace large,
        List<StatementCost> costs,
        Catalog before,
        Catalog after,
        Production production,
        Optional<ScriptTrace> elsewhere,
        Optional<AcceptedWrites.Step> writes) {

    public TracedMigration {
        costs = List.copyOf(costs);
    }

    /**
     * Compare two traces of a migration's up.
     *
     * @return empty if the statements are not the same, so that nothing can be compared
     */
    public static Optional<TracedMigration> of(
            Migration migration, ScriptTrace small, ScriptTrace large, Catalog before, Catalog after) {
        return of(migration, migration.up(), Optional.empty(), small, large, before, after);
    }

    /**
     * Compare two traces of a migration's down.
     *
     * @param made what its up had made before
     * @return empty if the statements are not the same, so that nothing can be compared
     */
    public static Optional<TracedMigration> ofDown(
            Migration migration, MadeByUp made, ScriptTrace small, ScriptTrace large, Catalog before, Catalog after) {
        return of(migration, migration.down().orElseThrow(), Optional.of(made), small, large, before, after);
    }

    private static Optional<TracedMigration> of(
            Migration migration,
            Script script,
            Optional<MadeByUp> made,
            ScriptTrace small,
            ScriptTrace large,
            Catalog before,
            Catalog after) {
        return texts(small).equals(texts(large))
                ? Optional.of(new TracedMigration(
                        migration,
                        script,
                        made,
                        large,
                        StatementCost.compare(small, large),
                        before,
                        after,
                        Production.unknown(),
                        Optional.empty(),
                        Optional.empty()))
                : Optional.empty();
    }

    /** The same with what is known of production. */
    public TracedMigration in(Production known) {
        return new TracedMigration(migration, script, made, large, costs, before, after, known, elsewhere, writes);
    }

    /** The same with a trace in another time zone. */
    public TracedMigration elsewhere(Optional<ScriptTrace> trace) {
        return new TracedMigration(migration, script, made, large, costs, before, after, production, trace, writes);
    }

    /**
     * The same with what could be written before and after.
     *
     * @param policies what they let pass before and after
     */
    public TracedMigration writing(AcceptedWrites then, AcceptedWrites now, PolicyRows policies) {
        return new TracedMigration(
                migration,
                script,
                made,
                large,
                costs,
                before,
                after,
                production,
                elsewhere,
                Optional.of(new AcceptedWrites.Step(then, now, policies)));
    }

    /** Whether this is what takes the migration back. */
    public boolean isDown() {
        return made.isPresent();
    }

    /** Whether a down drops what its up has made: whoever waits for that waits for nothing. */
    boolean isTakenBack(TracedRelation relation) {
        return made.filter(up -> up.relations().contains(relation.qualifiedName()))
                        .isPresent()
                && large.statements().stream()
                        .flatMap(statement -> statement.dropped().stream())
                        .anyMatch(dropped -> dropped.qualifiedName().equals(relation.qualifiedName()));
    }

    private static List<String> texts(ScriptTrace trace) {
        return trace.statements().stream()
                .map(statement -> statement.statement().sql())
                .toList();
    }

    /** Its statements, in order. */
    public List<TracedStatement> statements() {
        List<TracedStatement> statements = new ArrayList<>();
        for (int index = 0; index < costs.size(); index++) {
            statements.add(new TracedStatement(this, index));
        }
        return List.copyOf(statements);
    }

    /** Whether its tool puts it into one transaction, so that a statement gets one of its own only in another migration. */
    boolean isOneTransaction() {
        return script.mode().isTransactional() || script.mode().isWhole();
    }

    /** Whether Flyway runs it. */
    boolean isOfFlyway() {
        return script.dialect() == ScriptDialect.FLYWAY;
    }

    /**
     * The same of an object, where there is one rather a statement that names also what the object is part of: two tables may have columns of
     * one name.
     *
     * @param identity of the object, or of what it is part of
     */
    Optional<StatementTrace> naming(String name, String identity, Pattern pattern) {
        List<String> around = QualifiedName.parts(identity).stream()
                .skip(1)
                .filter(part -> !part.equals(name))
                .toList();
        return large.statements().stream()
                .filter(statement -> Words.names(statement.statement().sql(), name)
                        && around.stream()
                                .allMatch(part ->
                                        Words.names(statement.statement().sql(), part))
                        && pattern.matcher(statement.statement().sql()).find())
                .findFirst()
                .or(() -> naming(name, pattern));
    }

    /** The first statement that has made this relation, whatever its text says. */
    Optional<StatementTrace> creating(String identity) {
        return large.statements().stream()
                .filter(statement -> statement.created().stream()
                        .anyMatch(relation -> Words.name(relation).equals(identity)))
                .findFirst();
    }

    /** Whether a statement says it, and not only a comment or a literal in it. */
    boolean says(Pattern what) {
        return large.statements().stream()
                .anyMatch(statement ->
                        what.matcher(Words.code(statement.statement().sql())).find());
    }

    /** The first statement whose text holds a name and, in small or capital letters, what the pattern asks for. */
    Optional<StatementTrace> naming(String name, Pattern pattern) {
        return large.statements().stream()
                .filter(statement -> Words.names(statement.statement().sql(), name)
                        && pattern.matcher(statement.statement().sql()).find())
                .findFirst();
    }
}
