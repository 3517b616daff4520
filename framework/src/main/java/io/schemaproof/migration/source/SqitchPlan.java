package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sqitch's plan ({@code sqitch help sqitch-plan}; {@code App::Sqitch::Plan}): pragmas, changes with what they need and exclude, and tags. A
 * change that comes again was reworked; its earlier scripts are then named after a tag between the two.
 *
 * @param changes in order
 */
record SqitchPlan(List<Change> changes) {

    private static final Pattern PRAGMA = Pattern.compile("\\s*%\\s*([\\w-]+)\\s*=\\s*(.*?)\\s*");
    private static final Pattern TAG = Pattern.compile("\\s*@(\\S+)(?:\\s.*)?");
    private static final Pattern CHANGE =
            Pattern.compile("\\s*([+-]?)\\s*([^\\s\\[@%+-][^\\s\\[]*)\\s*(?:\\[([^\\]]*)])?(?:\\s.*)?");

    /**
     * A change.
     *
     * @param name as planned
     * @param line in the plan
     * @param tags that stand right behind it
     * @param reworkedTags tags between it and the change of the same name that replaces it; empty where none does
     */
    record Change(String name, int line, List<String> tags, List<String> reworkedTags) {}

    static SqitchPlan parse(SourceFile file) {
        Parser parser = new Parser(file);
        int number = 0;
        for (String line : file.text().lines().toList()) {
            number++;
            parser.line(line, number);
        }
        return parser.finish();
    }

    private static final class Parser {

        private final SourceFile file;
        private final List<Change> changes = new ArrayList<>();
        private final Map<String, Integer> latest = new HashMap<>();
        private final Map<String, Integer> tags = new LinkedHashMap<>();
        private boolean project;

        Parser(SourceFile file) {
            this.file = file;
        }

        void line(String raw, int number) {
            int note = raw.indexOf('#');
            String line = (note < 0 ? raw : raw.substring(0, note)).stripTrailing();
            if (line.isBlank()) {
                return;
            }
            Matcher pragma = PRAGMA.matcher(line);
            Matcher tag = TAG.matcher(line);
            Matcher change = CHANGE.matcher(line);
            if (pragma.matches()) {
                project |= pragma.group(1).equals("project");
            } else if (tag.matches()) {
                tag(tag.group(1), number);
            } else if (change.matches()) {
                if (change.group(1).equals("-")) {
                    throw error(number, "plans to revert " + change.group(2), "Such lines are not supported.");
                }
                change(change.group(2), Optional.ofNullable(change.group(3)).orElse(""), number);
            } else {
                throw error(number, "is neither a pragma, a change nor a tag", "Sqitch reports a syntax error here.");
            }
        }

        private void tag(String name, int number) {
            if (changes.isEmpty()) {
                throw error(number, "has the tag @" + name + " before any change", "Put it behind one.");
            }
            Integer earlier = tags.putIfAbsent(name, number);
            if (earlier != null) {
                throw error(number, "has the tag @" + name + ", which line " + earlier + " already has", "Rename it.");
            }
            changes.get(changes.size() - 1).tags().add(name);
        }

        private void change(String name, String dependencies, int number) {
            Integer before = latest.get(name);
            if (before != null) {
                Change replaced = changes.get(before);
                changes.subList(before, changes.size())
                        .forEach(between -> replaced.reworkedTags().addAll(between.tags()));
                if (replaced.reworkedTags().isEmpty()) {
                    throw error(
                            number,
                            "has the change " + name + ", which line " + replaced.line() + " already has",
                            "Sqitch takes a change again only behind a tag (sqitch tag, then sqitch rework).");
                }
            }
            for (String dependency : dependencies.strip().split("\\s+", -1)) {
                require(name, dependency, number);
            }
            latest.put(name, changes.size());
            changes.add(new Change(name, number, new ArrayList<>(), new ArrayList<>()));
        }

        /** What is planned by another project cannot be known here. */
        private void require(String name, String dependency, int number) {
            if (dependency.isEmpty() || dependency.contains(":")) {
                return;
            }
            boolean conflict = dependency.startsWith("!");
            String wanted = conflict ? dependency.substring(1) : dependency;
            int at = wanted.indexOf('@');
            String change = at < 0 ? wanted : wanted.substring(0, at);
            String tag = at < 0 ? "" : wanted.substring(at + 1);
            boolean there = (change.isEmpty() || latest.containsKey(change))
                    && (tag.isEmpty() || tags.containsKey(tag) || tag.equals("HEAD") || tag.equals("ROOT"));
            if (conflict && there) {
                throw error(
                        number,
                        "has the change " + name + ", which conflicts with " + wanted
                                + ", and that is planned before it",
                        "Sqitch refuses to deploy it.");
            }
            if (!conflict && !there) {
                throw error(
                        number,
                        "has the change " + name + ", which needs " + wanted + ", and that is not planned before it",
                        "Sqitch refuses to deploy it; move it behind what it needs.");
            }
        }

        SqitchPlan finish() {
            if (!project) {
                throw new MigrationException(
                        file.path() + " has no line %project=name, and Sqitch refuses the plan. Write it at the top.");
            }
            if (changes.isEmpty()) {
                throw new MigrationException(file.path() + " plans no change. Add one with sqitch add.");
            }
            return new SqitchPlan(List.copyOf(changes));
        }

        private MigrationException error(int line, String what, String remedy) {
            return new MigrationException(file.path() + " line " + line + " " + what + ". " + remedy);
        }
    }
}
