package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlCode;
import io.schemaproof.catalog.Table;
import io.schemaproof.data.HistoryTables;
import io.schemaproof.data.digest.TableDigest;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Statement;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.state.FilledState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of an up that would change rows, and met none of those that were there: what they do to rows of production nobody has
 * seen. The server says how many rows each has changed; the text only of which table they are.
 *
 * @param all in the order of the script
 * @param nothingElse whether the up has changed nothing at all
 */
record UnmetStatements(List<Unmet> all, boolean nothingElse) {

    private static final String NAME = "(?:\"(?:[^\"]|\"\")*+\"|[\\p{L}\\p{N}_$]++)";

    private static final Pattern CHANGE =
            Pattern.compile("(?i)\\A\\s*+(?:UPDATE|DELETE\\s++FROM|MERGE\\s++INTO)\\s++(?:ONLY\\s++)?+(" + NAME
                    + "(?:\\s*+\\.\\s*+" + NAME + ")?+)");

    private static final Pattern INSERT = Pattern.compile("(?i)\\A\\s*+INSERT\\s++INTO\\s");

    /** @param rows of the table */
    record Unmet(Statement statement, Relation table, long rows) {}

    /** @param seen statements that have met rows elsewhere */
    static UnmetStatements of(MigrationRun up, FilledState before, FilledState applied, Set<Statement> seen) {
        List<Unmet> unmet = new ArrayList<>();
        for (StatementOutcome outcome : up.outcomes()) {
            if (outcome.rows() == 0 && outcome.error().isEmpty() && !seen.contains(outcome.statement())) {
                unmet(outcome.statement(), before).ifPresent(unmet::add);
            }
        }
        boolean same = !unmet.isEmpty()
                && before.catalog().equals(applied.catalog())
                && before.digest().tables().equals(applied.digest().tables());
        return new UnmetStatements(List.copyOf(unmet), same);
    }

    /** The table that an UPDATE, DELETE or MERGE without comments changes, as it is written; empty for any other statement. */
    static Optional<String> target(String sql) {
        Matcher change = CHANGE.matcher(sql);
        return change.find() ? Optional.of(change.group(1).replaceAll("\\s*+\\.\\s*+", ".")) : Optional.empty();
    }

    private static Optional<Unmet> unmet(Statement statement, FilledState before) {
        String sql = SqlCode.withoutComments(statement.sql());
        Optional<String> target = target(sql);
        if (target.isPresent()) {
            return before.catalog().table(target.get()).flatMap(table -> unmet(statement, table, before));
        }
        return INSERT.matcher(sql).find() ? notTaken(statement, before) : Optional.empty();
    }

    /** Rows that an {@code INSERT … SELECT} has not taken; where one of its tables holds none, that is told of. */
    private static Optional<Unmet> notTaken(Statement statement, FilledState before) {
        List<Optional<Unmet>> sources = RowConditions.of(statement.sql()).sources().stream()
                .map(source -> before.catalog().tables().stream()
                        .filter(table -> RowConditions.isOf(source, table.schema(), table.name()))
                        .findFirst()
                        .flatMap(table -> unmet(statement, table, before)))
                .toList();
        return sources.isEmpty() || sources.contains(Optional.<Unmet>empty()) ? Optional.empty() : sources.get(0);
    }

    private static Optional<Unmet> unmet(Statement statement, Table table, FilledState before) {
        Relation relation = new Relation(table.schema(), table.name());
        TableDigest digest = before.digest().tables().get(relation);
        return HistoryTables.contains(table.name()) || digest == null || digest.rows() == 0
                ? Optional.empty()
                : Optional.of(new Unmet(statement, relation, digest.rows()));
    }
}
