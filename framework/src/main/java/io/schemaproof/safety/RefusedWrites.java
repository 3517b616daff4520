package io.schemaproof.safety;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.View;
import io.schemaproof.query.ViewWrites;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tables and views of before that the server lets nobody write to any more as before. */
final class RefusedWrites implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown() || migration.writes().isEmpty()) {
            return findings;
        }
        AcceptedWrites.Step step = migration.writes().get();
        step.after().refused().forEach((identity, refused) -> {
            if (migration.before().table(identity).isPresent()
                    && !step.before().refused().containsKey(identity)) {
                findings.add(table(migration, refused));
            }
        });
        for (View view : migration.before().views()) {
            Optional<View> now = migration.after().views().stream()
                    .filter(other -> other.id().equals(view.id()))
                    .findFirst();
            Optional<ViewWrites> before =
                    Optional.ofNullable(step.before().views().get(view.identity()));
            Optional<ViewWrites> after =
                    Optional.ofNullable(step.after().views().get(view.identity()));
            if (now.isPresent() && before.isPresent() && after.isPresent()) {
                view(migration, now.get(), before.get(), after.get()).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Finding table(TracedMigration migration, AcceptedWrites.Refused refused) {
        PublishedTable published = refused.table();
        String named = Stream.concat(Stream.of(published.table().name()), published.publications().stream())
                .filter(name -> migration.naming(name, SafetyFinding.ANYTHING).isPresent())
                .findFirst()
                .orElse(published.table().name());
        return SafetyFinding.naming(
                migration,
                Hazard.WRITES_REFUSED,
                published.table().identity(),
                named,
                "Each " + published.statements() + " of " + published.table().identity()
                        + " fails now, and did not before: " + published.words() + ". The server says: "
                        + refused.message() + ".",
                published.remedy(),
                Map.of());
    }

    private static Optional<Finding> view(TracedMigration migration, View view, ViewWrites before, ViewWrites after) {
        List<String> lost = Stream.of("INSERT", "UPDATE", "DELETE")
                .filter(word -> before.statements().contains(word)
                        && !after.statements().contains(word))
                .toList();
        List<String> columns = view.columns().stream()
                .filter(column -> before.columns().contains(column.name())
                        && !after.columns().contains(column.name()))
                .map(Column::quotedName)
                .toList();
        if (lost.isEmpty() && columns.isEmpty()) {
            return Optional.empty();
        }
        String what = lost.isEmpty()
                ? "takes no value for " + Words.list(columns) + " any more"
                : "takes no " + Words.list(lost) + " any more";
        return Optional.of(SafetyFinding.naming(
                migration,
                Hazard.VIEW_NOT_WRITABLE,
                view.identity(),
                view.name(),
                "The view " + view.identity() + " " + what + ", and did before.",
                "Where somebody writes through it: CREATE TRIGGER … INSTEAD OF "
                        + (lost.isEmpty() ? "UPDATE" : String.join(" OR ", lost)) + " ON " + view.identity()
                        + " FOR EACH ROW …; in the same transaction. Else: a waiver that says that nobody does.",
                Map.of()));
    }
}
