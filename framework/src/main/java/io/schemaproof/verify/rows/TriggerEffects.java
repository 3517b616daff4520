package io.schemaproof.verify.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Trigger;
import io.schemaproof.migration.Migration;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.state.FilledState;
import io.schemaproof.verify.state.ObservedDatabase;
import io.schemaproof.verify.state.RowLoss;
import io.schemaproof.verify.state.RowLosses;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells what the application's triggers have written, when a migration touched their rows, from what the migration itself has
 * done: it runs once more with the triggers off. Rows that are gone are a loss whoever took them.
 */
final class TriggerEffects {

    private final RowStage stage;
    private final Migration migration;
    private final FilledState before;

    /** @param before the stage's state */
    TriggerEffects(RowStage stage, Migration migration, FilledState before) {
        this.stage = stage;
        this.migration = migration;
        this.before = before;
    }

    /**
     * What is whose.
     *
     * @param own of the migration
     * @param written by triggers: values in rows that are there, and rows that were not there before
     */
    record Effects(List<RowLoss> own, List<RowLoss> written) {}

    /**
     * Separate them.
     *
     * @param applied the schema after the up
     * @param permitted table to the columns whose values may be lost
     */
    Effects of(List<RowLoss> losses, Catalog applied, Function<Relation, Set<String>> permitted) throws SQLException {
        boolean triggers = hasTriggers(before.catalog()) || hasTriggers(applied);
        if (!triggers || losses.stream().noneMatch(TriggerEffects::mayBeWritten)) {
            return new Effects(losses, List.of());
        }
        try (ObservedDatabase quiet = stage.copy(false)) {
            disable(quiet);
            if (!quiet.run(migration.up()).succeeded()) {
                return new Effects(losses, List.of());
            }
            disable(quiet);
            if (!quiet.run(migration.down().orElseThrow()).succeeded()) {
                return new Effects(losses, List.of());
            }
            Set<Relation> tables = losses.stream().map(RowLoss::table).collect(Collectors.toSet());
            Map<Relation, RowLoss> rest = RowLosses.between(
                            stage.database(),
                            before.digest(),
                            quiet,
                            quiet.filledState().digest(),
                            tables::contains,
                            permitted)
                    .stream()
                    .collect(Collectors.toMap(RowLoss::table, loss -> loss));
            return separate(losses, rest);
        }
    }

    private static Effects separate(List<RowLoss> losses, Map<Relation, RowLoss> rest) {
        List<RowLoss> own = new ArrayList<>();
        List<RowLoss> written = new ArrayList<>();
        for (RowLoss loss : losses) {
            RowLoss without = rest.get(loss.table());
            if (!mayBeWritten(loss)) {
                own.add(loss);
            } else if (without == null) {
                written.add(loss);
            } else {
                own.add(without);
            }
        }
        return new Effects(own, written);
    }

    private static boolean mayBeWritten(RowLoss loss) {
        boolean all = loss.lost() == 0 || (!loss.hasKey() && loss.gained() >= loss.lost());
        return all && loss.difference().isPresent() && loss.gone().isEmpty();
    }

    private static boolean hasTriggers(Catalog catalog) {
        return catalog.tables().stream().anyMatch(TriggerEffects::hasTriggers);
    }

    private static boolean hasTriggers(Table table) {
        return table.triggers().stream().anyMatch(Trigger::isEnabled);
    }

    private static void disable(ObservedDatabase database) throws SQLException {
        Catalog catalog = database.catalog();
        try (Connection connection = database.database().connect();
                Statement statement = connection.createStatement()) {
            for (Table table : catalog.tables()) {
                if (hasTriggers(table)) {
                    statement.execute("ALTER TABLE " + table.identity() + " DISABLE TRIGGER USER");
                }
            }
        }
    }
}
