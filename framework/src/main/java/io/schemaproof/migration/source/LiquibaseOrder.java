package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The order in which changelogs of XML, YAML or JSON in the folder include files of SQL; without one the order of their paths,
 * in which {@code includeAll} takes them too. What is included need not be formatted.
 *
 * @param files the files in order
 * @param properties what the changelogs set for them
 */
record LiquibaseOrder(List<SourceFile> files, Map<String, String> properties) {

    private static final Pattern LOG = Pattern.compile("(?i)\\.(?:xml|ya?ml|json)$");
    private static final Pattern IS_LOG = Pattern.compile("databaseChangeLog");

    static LiquibaseOrder of(SourceFolder folder) {
        List<LiquibaseIncludes> logs = logs(folder);
        logs.forEach(LiquibaseIncludes::check);
        Reading reading = new Reading(logs, folder.sqlFiles());
        // A changelog that another one includes is read where that names it.
        logs.stream()
                .filter(log ->
                        logs.stream().noneMatch(other -> reading.included(other).anyMatch(log::equals)))
                .forEach(log -> reading.add(log, 0));
        List<SourceFile> formatted =
                folder.sqlFiles().stream().filter(LiquibaseFile::isFormatted).toList();
        return new LiquibaseOrder(reading.files.isEmpty() ? formatted : reading.files, reading.properties);
    }

    /** The files that a changelog of the folder names or includes as a whole, so that they are Liquibase's whatever they are called. */
    static List<SourceFile> named(SourceFolder folder) {
        List<LiquibaseIncludes> logs = logs(folder);
        List<SourceFile> sql = folder.sqlFiles();
        return sql.stream()
                .filter(file -> logs.stream()
                        .anyMatch(log -> log.scripts().stream()
                                        .anyMatch(script -> Reading.named(log, script, sql)
                                                .filter(file::equals)
                                                .isPresent())
                                || log.includes().stream()
                                        .filter(LiquibaseIncludes.Include::all)
                                        .anyMatch(include ->
                                                Reading.isBelow(log, include).test(file))))
                .toList();
    }

    private static List<LiquibaseIncludes> logs(SourceFolder folder) {
        return folder.files().stream()
                .filter(file -> LOG.matcher(file.name()).find()
                        && IS_LOG.matcher(file.head()).find())
                .map(LiquibaseIncludes::of)
                .toList();
    }

    private static final class Reading {

        private final List<LiquibaseIncludes> logs;
        private final List<SourceFile> sql;
        private final List<SourceFile> files = new ArrayList<>();
        private final Map<String, String> properties = new LinkedHashMap<>();

        Reading(List<LiquibaseIncludes> logs, List<SourceFile> sql) {
            this.logs = logs;
            this.sql = sql;
        }

        Stream<LiquibaseIncludes> included(LiquibaseIncludes log) {
            return log.includes().stream()
                    .filter(include -> !include.all())
                    .flatMap(include -> other(log, include).stream());
        }

        private Optional<LiquibaseIncludes> other(LiquibaseIncludes log, LiquibaseIncludes.Include include) {
            List<SourceFile> files = logs.stream().map(LiquibaseIncludes::file).toList();
            return named(log, include, files)
                    .flatMap(file -> logs.stream()
                            .filter(each -> each.file().equals(file))
                            .findFirst());
        }

        void add(LiquibaseIncludes log, int depth) {
            if (depth > logs.size()) {
                throw new MigrationException(
                        log.file().path() + " includes itself through others. Take one of the includes out.");
            }
            log.properties().forEach(properties::putIfAbsent);
            for (LiquibaseIncludes.Include include : log.includes()) {
                if (include.all()) {
                    // What is included as a whole is taken in the order of its paths.
                    sql.stream().filter(isBelow(log, include)).forEach(this::add);
                    continue;
                }
                Optional<SourceFile> script = named(log, include, sql);
                Optional<LiquibaseIncludes> other = script.isPresent() ? Optional.empty() : other(log, include);
                script.ifPresent(this::add);
                other.ifPresent(there -> add(there, depth + 1));
                if (script.isEmpty() && other.isEmpty()) {
                    throw new MigrationException(log.file().path() + " includes " + include.name()
                            + ", where there is no SQL in the folder. Restore it, or give the folder above.");
                }
            }
        }

        private void add(SourceFile file) {
            if (!files.contains(file)) {
                files.add(file);
            }
        }

        /** A changelog writes paths from its own folder, if it says so, from the top, or from the class path. */
        private static Optional<SourceFile> named(
                LiquibaseIncludes log, LiquibaseIncludes.Include include, List<SourceFile> files) {
            String own = include.from(log.file().folder());
            String path = include.name();
            List<Predicate<SourceFile>> ways = include.relative()
                    ? List.of(file -> file.path().equals(own))
                    : List.of(
                            file -> file.path().equals(path),
                            file -> path.endsWith("/" + file.path()),
                            file -> file.path().equals(own),
                            file -> file.path().endsWith("/" + path));
            return ways.stream()
                    .flatMap(way -> files.stream().filter(way).limit(1))
                    .findFirst();
        }

        private static Predicate<SourceFile> isBelow(LiquibaseIncludes log, LiquibaseIncludes.Include include) {
            String own = include.from(log.file().folder());
            if (include.relative()) {
                return file ->
                        include.takes(file) && (own.isEmpty() || file.path().startsWith(own + "/"));
            }
            String folder = include.name();
            return file -> {
                if (!include.takes(file)) {
                    return false;
                }
                if (folder.isEmpty()) {
                    return true;
                }
                String above = file.folder();
                while (!above.isEmpty()) {
                    if (above.equals(folder)
                            || folder.endsWith("/" + above)
                            || above.endsWith("/" + folder)
                            || above.equals(own)) {
                        return true;
                    }
                    above = above.contains("/") ? above.substring(0, above.lastIndexOf('/')) : "";
                }
                return false;
            };
        }
    }
}
