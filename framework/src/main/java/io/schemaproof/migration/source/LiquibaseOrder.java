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
    private static final Pattern INCLUDE = Pattern.compile("(?i)\\b(file|path)\"?\\s*[=:]\\s*[\"']?([^\"'\\s>,}]+)");

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
                                + " holds changesets itself; only those in formatted SQL are read here. Have Liquibase itself run them: --format liquibase-library.");
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
        Matcher matcher = INCLUDE.matcher(log.head());
        while (matcher.find()) {
            String name = matcher.group(2);
            List<SourceFile> sql = matcher.group(1).equalsIgnoreCase("path")
                    ? formatted.stream().filter(file -> isBelow(file, name)).toList()
                    : formatted.stream()
                            .filter(file -> isNamed(file, name))
                            .limit(1)
                            .toList();
            Optional<SourceFile> other =
                    logs.stream().filter(file -> isNamed(file, name)).findFirst();
            sql.stream().filter(file -> !included.contains(file)).forEach(included::add);
            if (other.isPresent()) {
                add(other.get(), folder, logs, formatted, included, depth + 1);
            } else if (sql.isEmpty()) {
                throw new MigrationException(log.path() + " includes " + name
                        + ", where there is no formatted SQL in the folder. Restore it, or give the folder above.");
            }
        }
    }

    /** A folder that is included as a whole; written from the class path, or from that of the changelog. */
    private static boolean isBelow(SourceFile file, String name) {
        String path = plain(name);
        String folder = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String own = file.folder();
        while (!own.isEmpty()) {
            if (own.equals(folder) || folder.endsWith("/" + own) || own.endsWith("/" + folder)) {
                return true;
            }
            own = own.contains("/") ? own.substring(0, own.lastIndexOf('/')) : "";
        }
        return folder.isEmpty() || folder.equals(".");
    }

    private static Stream<String> names(SourceFile log) {
        return INCLUDE.matcher(log.head()).results().map(found -> found.group(2));
    }

    /** A changelog writes paths from the class path, or from its own folder. */
    private static boolean isNamed(SourceFile file, String name) {
        String path = plain(name);
        return file.path().equals(path)
                || path.endsWith("/" + file.path())
                || file.path().endsWith("/" + path);
    }

    private static String plain(String name) {
        String path = name.startsWith("classpath:") ? name.substring("classpath:".length()) : name;
        return path.startsWith("./") ? path.substring(2) : path;
    }
}
