package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The order in which a changelog of XML, YAML or JSON in the folder includes files of SQL; without one the order of their paths,
 * in which {@code includeAll} takes them too.
 */
final class LiquibaseOrder {

    private static final Pattern LOG = Pattern.compile("(?i)\\.(?:xml|ya?ml|json)$");
    private static final Pattern IS_LOG = Pattern.compile("databaseChangeLog");
    private static final Pattern CHANGESET = Pattern.compile("<changeSet\\b|(?m)^\\s*-?\\s*\"?changeSet\"?\\s*:");
    private static final Pattern INCLUDE = Pattern.compile("(?i)\\bfile\"?\\s*[=:]\\s*[\"']?([^\"'\\s>,}]+)");

    private LiquibaseOrder() {}

    /** The formatted files in order. */
    static List<SourceFile> of(SourceFolder folder, List<SourceFile> formatted) {
        List<SourceFile> logs = folder.files().stream()
                .filter(file -> LOG.matcher(file.name()).find()
                        && IS_LOG.matcher(file.head()).find())
                .toList();
        for (SourceFile log : logs) {
            if (CHANGESET.matcher(log.head()).find()) {
                throw new MigrationException(
                        log.path()
                                + " holds changesets itself; only those in formatted SQL can be run here. Verify what liquibase update-sql writes, or move them into SQL.");
            }
        }
        List<SourceFile> included = new ArrayList<>();
        // A changelog that another one includes is read where that names it.
        List<SourceFile> top = logs.stream()
                .filter(log -> logs.stream().noneMatch(other -> names(other).anyMatch(name -> isNamed(log, name))))
                .toList();
        top.forEach(log -> add(log, folder, logs, formatted, included, 0));
        if (top.isEmpty() || included.isEmpty()) {
            return formatted;
        }
        return included;
    }

    private static void add(
            SourceFile log,
            SourceFolder folder,
            List<SourceFile> logs,
            List<SourceFile> formatted,
            List<SourceFile> included,
            int depth) {
        if (depth > logs.size()) {
            throw new MigrationException(log.path() + " includes itself through others. Take one of the includes out.");
        }
        names(log).forEach(name -> {
            Optional<SourceFile> sql =
                    formatted.stream().filter(file -> isNamed(file, name)).findFirst();
            Optional<SourceFile> other =
                    logs.stream().filter(file -> isNamed(file, name)).findFirst();
            if (sql.isPresent() && !included.contains(sql.get())) {
                included.add(sql.get());
            } else if (other.isPresent()) {
                add(other.get(), folder, logs, formatted, included, depth + 1);
            } else if (sql.isEmpty()) {
                throw new MigrationException(log.path() + " includes " + name
                        + ", which is no file of formatted SQL in the folder. Restore it, or give the folder above.");
            }
        });
    }

    private static Stream<String> names(SourceFile log) {
        Matcher matcher = INCLUDE.matcher(log.head());
        List<String> names = new ArrayList<>();
        while (matcher.find()) {
            if (matcher.group(1).contains(".")) {
                names.add(matcher.group(1));
            }
        }
        return names.stream();
    }

    /** A changelog writes paths from the class path, or from its own folder. */
    private static boolean isNamed(SourceFile file, String name) {
        String plain = name.startsWith("classpath:") ? name.substring("classpath:".length()) : name;
        String path = plain.startsWith("./") ? plain.substring(2) : plain;
        return file.path().equals(path)
                || path.endsWith("/" + file.path())
                || file.path().endsWith("/" + path);
    }
}
