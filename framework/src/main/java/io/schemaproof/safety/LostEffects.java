package io.schemaproof.safety;

import io.schemaproof.base.SqlCode;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Trigger;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.query.WriteEffect;
import io.schemaproof.query.WriteEffect.Kind;
import io.schemaproof.query.WriteEffect.Write;
import io.schemaproof.query.WriteEffects;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What triggers and rules of before did with each write and nothing does now: the server was asked. */
final class LostEffects implements SafetyRule {

    /** What such a function holds that does no more than to let the row pass. */
    private static final Pattern NOTHING =
            Pattern.compile("(?is)\\s*BEGIN\\s+RETURN\\s+(NEW|OLD|NULL)\\s*;\\s*END\\s*;?\\s*");

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown() || migration.writes().isEmpty()) {
            return findings;
        }
        for (Table was : migration.before().tables()) {
            if (!LostWhenRemade.isRemade(migration, was)) {
                FormerWrites.find(migration.after(), was)
                        .flatMap(now -> compare(migration, was, now))
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Optional<Finding> compare(TracedMigration migration, Table was, Table now) {
        List<Trigger> changed = was.triggers().stream()
                .filter(trigger -> trigger.isEnabled() && !isAsBefore(migration, trigger, now))
                .toList();
        List<CatalogObject> causes = Stream.concat(
                        changed.stream().map(TypedObject::object), rules(migration, was, now))
                .toList();
        if (causes.isEmpty()) {
            return Optional.empty();
        }
        AcceptedWrites.Step step = migration.writes().orElseThrow();
        Set<WriteEffect> before = step.before().effects().of(was).effects();
        WriteEffects after = step.after().effects().of(now);
        List<WriteEffect> lost = before.stream()
                .filter(effect -> !after.effects().contains(effect)
                        && after.taken().contains(effect.write())
                        && isMissed(migration, was, now, effect))
                .sorted()
                .toList();
        if (!lost.isEmpty()) {
            return Optional.of(finding(migration, now, causes, ": " + words(lost) + "."));
        }
        List<Trigger> unseen = changed.stream()
                .filter(trigger -> before.stream()
                                .noneMatch(
                                        effect -> TriggerEffects.writes(trigger).contains(effect.write()))
                        && isWithoutSuccessor(was, now, trigger)
                        && TriggerEffects.functions(migration.before(), trigger).stream()
                                .noneMatch(LostEffects::doesNothing))
                .toList();
        return unseen.isEmpty()
                ? Optional.empty()
                : Optional.of(finding(
                        migration,
                        now,
                        unseen.stream().map(TypedObject::object).toList(),
                        ", and no other one has its place. What it did was not seen on the rows here: it may have refused some, or told"
                                + " somebody of them."));
    }

    /** Those of before that are another thing or gone; under another name they do the same. */
    private static Stream<CatalogObject> rules(TracedMigration migration, Table was, Table now) {
        Set<String> there = TriggerEffects.rules(migration.after(), now).stream()
                .map(LostEffects::withoutName)
                .collect(Collectors.toSet());
        return TriggerEffects.rules(migration.before(), was).stream()
                .filter(rule -> !there.contains(withoutName(rule)));
    }

    private static String withoutName(CatalogObject rule) {
        String definition = rule.attribute("definition").orElse("");
        return definition.substring(Math.max(definition.indexOf(" AS"), 0));
    }

    /** One that is disabled is told in the end. */
    private static boolean isAsBefore(TracedMigration migration, Trigger trigger, Table now) {
        return now.triggers().stream()
                .anyMatch(other -> (other.name().equals(trigger.name()) && !other.isEnabled())
                        || (other.isEnabled()
                                && nameless(other).equals(nameless(trigger))
                                && TriggerEffects.functions(migration.after(), other)
                                        .equals(TriggerEffects.functions(migration.before(), trigger))));
    }

    private static String nameless(Trigger trigger) {
        return trigger.definition().replaceFirst("TRIGGER \\Q" + trigger.quotedName() + "\\E ", "TRIGGER ");
    }

    /** Whether somebody relies on it, and no other rule tells. */
    private static boolean isMissed(TracedMigration migration, Table was, Table now, WriteEffect effect) {
        if (effect.kind() == Kind.WRITES) {
            return migration.after().table(effect.name()).isPresent();
        }
        return now.columns().stream()
                .filter(column ->
                        column.name().equals(effect.name()) && column.generated() == Column.Generated.NOT_GENERATED)
                .anyMatch(column -> effect.write() != Write.INSERT
                        || (!column.isFilled() && !isToldOfFilling(migration, was, column)));
    }

    private static boolean isToldOfFilling(TracedMigration migration, Table was, Column column) {
        return !column.isNullable()
                && Column.find(was.columns(), column.quotedName())
                        .flatMap(former -> migration
                                .writes()
                                .orElseThrow()
                                .before()
                                .filled()
                                .isFilled(was, former))
                        .orElse(false);
    }

    private static boolean doesNothing(CatalogObject function) {
        return function.attribute("body")
                .filter(body -> NOTHING.matcher(SqlCode.withoutComments(body)).matches())
                .isPresent();
    }

    /** Neither another trigger nor a constraint that is new. */
    private static boolean isWithoutSuccessor(Table was, Table now, Trigger trigger) {
        boolean stays = now.triggers().stream().anyMatch(other -> other.name().equals(trigger.name()));
        boolean follows = now.triggers().stream()
                .filter(other -> was.triggers().stream()
                        .noneMatch(former -> former.name().equals(other.name())))
                .anyMatch(other -> !Collections.disjoint(TriggerEffects.writes(other), TriggerEffects.writes(trigger)));
        boolean refuses = now.constraints().stream()
                .anyMatch(constraint -> was.constraints().stream()
                        .noneMatch(former -> former.demand().equals(constraint.demand())));
        return !stays && !follows && !refuses;
    }

    private static String words(List<WriteEffect> lost) {
        Map<String, Set<Write>> writes = new LinkedHashMap<>();
        for (WriteEffect effect : lost) {
            String what = switch (effect.kind()) {
                case FILLS -> " that leaves out " + effect.name() + " has no value in it any more";
                case CHANGES -> " gives " + effect.name() + " no value of its own any more";
                case WRITES -> " writes nothing into " + effect.name() + " any more";
            };
            writes.computeIfAbsent(what, key -> EnumSet.noneOf(Write.class)).add(effect.write());
        }
        return writes.entrySet().stream()
                .map(entry -> "each "
                        + Words.list(entry.getValue().stream().map(Write::name).toList()) + entry.getKey())
                .collect(Collectors.joining("; "));
    }

    private static Finding finding(TracedMigration migration, Table now, List<CatalogObject> causes, String what) {
        boolean gone = causes.stream()
                .allMatch(cause -> migration.after().find(cause.id()).isEmpty());
        boolean one = causes.size() == 1;
        CatalogObject first = causes.get(0);
        String name = causes.stream()
                .flatMap(cause -> Stream.of(cause.id().name(), LostFilling.function(cause.attribute("function"))))
                .filter(named -> !named.isEmpty()
                        && migration.naming(named, SafetyFinding.ANYTHING).isPresent())
                .findFirst()
                .orElse(now.name());
        return SafetyFinding.naming(
                migration,
                Hazard.TRIGGER_REMOVED,
                first.id().identity(),
                name,
                "The " + first.id().kind().word() + (one ? " " : "s ")
                        + Words.list(causes.stream()
                                .map(cause -> CatalogNames.nameIn(now, cause))
                                .toList())
                        + " of " + now.identity()
                        + (gone
                                ? (one ? " is gone" : " are gone")
                                : (one ? " does not do what it did" : " do not do what they did"))
                        + what,
                "First deploy an application that does it itself, then let the "
                        + first.id().kind().word() + " go, in a later release.",
                Map.of("table", now.identity()));
    }
}
