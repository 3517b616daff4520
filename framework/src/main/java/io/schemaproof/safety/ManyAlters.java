package io.schemaproof.safety;

import io.schemaproof.base.SqlCode;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.FileChange;
import io.schemaproof.trace.LockMode;
import io.schemaproof.trace.RelationKind;
import io.schemaproof.trace.TableWork;
import io.schemaproof.trace.TracedRelation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Several ALTER TABLE of one table that each read or write all of it, one right after the other, so that one statement could do it in
 * one pass; told once for a table. A pass that builds an index of its own, or looks up each row of a foreign key, cannot be shared.
 */
final class ManyAlters implements SafetyRule {

    private static final Pattern ALTER = Pattern.compile(
            "(?is)\\A\\s*ALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?(?:\"[^\"]+\"|[\\w$.])+\\s*\\*?\\s+(.*?);?\\s*\\z");
    private static final Pattern ALONE = Pattern.compile(
            "(?i)\\b(FOREIGN\\s+KEY|REFERENCES|VALIDATE|PARTITION|RENAME|SET\\s+(SCHEMA|TABLESPACE))\\b");

    @Override
    public List<Finding> judge(TracedMigration migration) {
        Map<String, List<TracedStatement>> row = new LinkedHashMap<>();
        Map<String, List<TracedStatement>> longest = new LinkedHashMap<>();
        for (TracedStatement statement : migration.statements()) {
            for (TableWork work : statement.trace().work()) {
                String table = work.relation().qualifiedName();
                if (!isPass(statement, work)) {
                    // What lies between two of them may be why they are two.
                    row.remove(table);
                    continue;
                }
                List<TracedStatement> alters = row.computeIfAbsent(table, name -> new ArrayList<>());
                alters.add(statement);
                if (alters.size() > 1
                        && alters.size()
                                > longest.getOrDefault(table, List.of()).size()) {
                    longest.put(table, List.copyOf(alters));
                }
            }
        }
        return longest.values().stream().map(ManyAlters::finding).toList();
    }

    /** Whether this is an ALTER TABLE that goes through the table while others wait for it. */
    private static boolean isPass(TracedStatement statement, TableWork work) {
        TracedRelation table = work.relation();
        String code = Words.code(statement.sql());
        boolean locked = statement
                .trace()
                .lockOn(table.qualifiedName())
                .filter(lock -> lock.mode() == LockMode.ACCESS_EXCLUSIVE)
                .isPresent();
        boolean kept = statement.held().stream()
                .anyMatch(lock -> lock.relation().equals(table) && lock.mode() == LockMode.ACCESS_EXCLUSIVE);
        return table.existedBefore()
                && (locked || kept)
                && statement.isWork()
                && ALTER.matcher(code).matches()
                && !ALONE.matcher(code).find()
                && (work.passes() > indexesOf(statement, table) || isRewritten(statement, table));
    }

    private static long indexesOf(TracedStatement statement, TracedRelation table) {
        return statement.trace().created().stream()
                .filter(relation -> relation.kind() == RelationKind.INDEX
                        && relation.table()
                                .filter(table.qualifiedName()::equals)
                                .isPresent())
                .count();
    }

    private static boolean isRewritten(TracedStatement statement, TracedRelation table) {
        return statement.trace().files().stream()
                .anyMatch(file -> file.kind() == FileChange.Kind.REWRITTEN
                        && file.relation().equals(table));
    }

    private static Finding finding(List<TracedStatement> alters) {
        TracedStatement first = alters.get(0);
        TracedRelation table = first.trace().work().stream()
                .map(TableWork::relation)
                .filter(relation -> isPass(
                        first, first.trace().workOn(relation.qualifiedName()).orElseThrow()))
                .findFirst()
                .orElseThrow();
        String lines = Words.list(alters.stream()
                .map(alter -> String.valueOf(alter.statement().line()))
                .toList());
        return SafetyFinding.of(
                Hazard.MANY_ALTERS,
                alters.get(1),
                alters,
                Optional.of(Words.name(table)),
                "Lines " + lines + " each go through " + Words.name(table) + " from begin to end.",
                "One statement: ALTER TABLE " + Words.name(table) + " "
                        + alters.stream().map(ManyAlters::actions).collect(Collectors.joining(", ")) + ";",
                Map.of("statements", String.valueOf(alters.size())));
    }

    private static String actions(TracedStatement statement) {
        Matcher matcher = ALTER.matcher(SqlCode.withoutComments(statement.sql()));
        return matcher.matches() ? matcher.group(1).strip() : statement.abbreviated();
    }
}
