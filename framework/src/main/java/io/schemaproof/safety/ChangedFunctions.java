package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Function;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions of before under whose name another one is now, which is called otherwise or gives something else. */
final class ChangedFunctions implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        for (Function was : migration.before().functions()) {
            if (isCalled(was)) {
                change(migration.after(), was)
                        .ifPresent(change -> findings.add(SafetyFinding.naming(
                                migration,
                                Hazard.FUNCTION_CHANGED,
                                was.identity(),
                                was.name(),
                                "The " + was.id().kind().word() + " " + was.signature() + " " + change + ".",
                                "Another name for the new one: leave the former one beside it until no application calls it, then drop it, in a later release.",
                                Map.of())));
            }
        }
        return findings;
    }

    /** A function that only triggers call is not called by an application. */
    static boolean isCalled(Function function) {
        return function.extension().isEmpty()
                && function.returns().filter(type -> type.endsWith("trigger")).isEmpty();
    }

    private static Optional<String> change(Catalog after, Function was) {
        Optional<CallShape> former = CallShape.of(was);
        Optional<Function> same = after.functions().stream()
                .filter(now -> now.id().equals(was.id()))
                .findFirst();
        return former.flatMap(shape -> same.isPresent()
                ? CallShape.of(same.get()).flatMap(now -> now.change(shape))
                : inPlaceOf(after, was).flatMap(CallShape::of).flatMap(now -> now.change(shape)));
    }

    /** A function of the same name that takes all calls of one that is gone. */
    static Optional<Function> inPlaceOf(Catalog after, Function gone) {
        return CallShape.of(gone)
                .flatMap(former -> after.functions().stream()
                        .filter(now -> now.kind() == gone.kind()
                                && now.schema().equals(gone.schema())
                                && now.name().equals(gone.name())
                                && CallShape.of(now)
                                        .filter(shape -> shape.takesCallsOf(former))
                                        .isPresent())
                        .findFirst());
    }
}
