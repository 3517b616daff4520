package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.catalog.View;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.StatementTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tables, views and functions that a migration drops and makes again, or puts others in the place of, without what goes with them and is no part of what makes them: privileges,
 * triggers, indexes, policies and row level security. What a down lacks the round trip tells.
 */
final class LostWhenRemade implements SafetyRule {

    private static final Pattern DROPS = Pattern.compile("(?i)\\bDROP\\b");
    private static final Pattern MAKES = Pattern.compile("(?i)\\bCREATE\\b");
    /** Of a relation, and not of a policy or a trigger on it. */
    private static final Pattern RENAMES = Pattern.compile(
            "(?i)\\bALTER\\s+(?:FOREIGN\\s+)?(?:TABLE|(?:MATERIALIZED\\s+)?VIEW)\\b[^;]*?\\bRENAME\\s+TO\\b");

    @Override
    public List<Finding> judge(TracedMigration migration) {
        if (migration.isDown()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        Catalog now = migration.after();
        for (Table was : migration.before().tables()) {
            now.table(was.identity())
                    .filter(is -> isRemade(migration, was))
                    .ifPresent(is -> tell(migration, was, LostParts.of(migration, was, is), findings));
        }
        for (View was : migration.before().views()) {
            now.views().stream()
                    .filter(is -> is.identity().equals(was.identity()) && isRemade(migration, was))
                    .forEach(is -> tell(migration, was, LostParts.of(migration, was, is), findings));
        }
        for (Function was : migration.before().functions()) {
            now.functions().stream()
                    .filter(is -> is.id().equals(was.id())
                            && was.extension().isEmpty()
                            && !is.object().equals(was.object()))
                    .forEach(is ->
                            tell(migration, was, LostParts.of(migration, was, is, isGone(migration, was)), findings));
        }
        return findings;
    }

    /** The server has dropped what had the name, or it has another name, so that what has it now is another. */
    static boolean isRemade(TracedMigration migration, TypedObject relation) {
        return relation.extension().isEmpty()
                && (isDropped(migration, relation)
                        || migration.naming(relation.name(), RENAMES).isPresent());
    }

    static boolean isGone(TracedMigration migration, Function function) {
        return migration.naming(function.name(), DROPS).isPresent();
    }

    private static boolean isDropped(TracedMigration migration, TypedObject relation) {
        String name = CatalogNames.qualifiedName(relation);
        return migration.large().statements().stream()
                .flatMap(statement -> statement.dropped().stream())
                .anyMatch(dropped -> dropped.qualifiedName().equals(name) && dropped.existedBefore());
    }

    private static void tell(TracedMigration migration, TypedObject was, LostParts lost, List<Finding> findings) {
        if (lost.words().isEmpty()) {
            return;
        }
        boolean function = was instanceof Function;
        boolean dropped = was instanceof Function routine ? isGone(migration, routine) : isDropped(migration, was);
        Optional<StatementTrace> statement = migration.naming(was.name(), dropped ? DROPS : function ? MAKES : RENAMES);
        String name = was instanceof Function routine ? routine.signature() : was.identity();
        findings.add(SafetyFinding.of(
                Hazard.LOST_WHEN_REMADE,
                migration,
                statement,
                was,
                "The " + was.id().kind().word() + " " + name
                        + (dropped ? " is dropped and made again" : function ? " is made again" : " is another one now")
                        + ", and has lost "
                        + String.join(", ", lost.words()) + ".",
                "In the same transaction, behind what makes it:\n" + String.join("\n", lost.remedies())));
    }
}
