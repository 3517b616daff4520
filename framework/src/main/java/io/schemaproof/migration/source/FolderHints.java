package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Say what a folder without migrations holds instead, and where they may be. */
final class FolderHints {

    private static final int SUGGESTIONS = 3;
    /** As deep as sql/migrations in a project, with one level to spare. */
    private static final int DEPTH = 3;

    private FolderHints() {}

    static void requireSomeSql(SourceFolder folder, List<MigrationSource> sources) {
        if (folder.files().isEmpty()) {
            throw new MigrationException(
                    "The folder " + folder.root() + " is empty. Give the folder that holds the migrations.");
        }
        if (folder.sqlFiles().isEmpty()) {
            throw new MigrationException("There is no .sql file in " + folder.root() + " or below; it holds "
                    + contents(folder) + "." + languages(folder) + changelog(folder) + suggestion(folder, sources));
        }
    }

    static MigrationException noConvention(SourceFolder folder, List<MigrationSource> sources) {
        String names = sources.stream().map(MigrationSource::name).collect(Collectors.joining(", "));
        List<String> files = folder.sqlFiles().stream().map(SourceFile::path).toList();
        String suggestion = suggestion(folder, sources);
        return new MigrationException("The " + files.size() + (files.size() == 1 ? " SQL file in " : " SQL files in ")
                + folder.root()
                + " follow no convention that is known (" + Detection.examples(files) + "). Known are " + names + "."
                + (suggestion.isEmpty()
                        ? " List the files in order in " + ListSource.FILE_NAME
                                + ": a line a migration, the up file and, after a space, the down file."
                        : suggestion));
    }

    private static String suggestion(SourceFolder folder, List<MigrationSource> sources) {
        Detection detection = new Detection(sources);
        List<String> fitting = folder.sqlFolders(DEPTH).stream()
                .filter(sub -> !detection.claims(folder.folder(sub)).isEmpty())
                .limit(SUGGESTIONS)
                .toList();
        if (!fitting.isEmpty()) {
            return " Did you mean "
                    + fitting.stream()
                            .map(sub -> folder.root().resolve(sub).toString())
                            .collect(Collectors.joining(" or "))
                    + "?";
        }
        if (folder.file("up.sql").isPresent()) {
            return " It looks like one migration of Diesel; give the folder above it.";
        }
        return "";
    }

    private static String changelog(SourceFolder folder) {
        return folder.files().stream()
                .filter(file -> file.name().matches("(?i).*\\.(xml|ya?ml|json)")
                        && file.head().contains("databaseChangeLog"))
                .findFirst()
                .map(file ->
                        " " + file.path() + " is Liquibase's, which runs it itself with --format liquibase-library.")
                .orElse("");
    }

    private static String contents(SourceFolder folder) {
        Map<String, Long> extensions = folder.files().stream()
                .collect(Collectors.groupingBy(file -> extension(file.name()), TreeMap::new, Collectors.counting()));
        return extensions.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(SUGGESTIONS)
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : "*" + name.substring(dot);
    }

    private static String languages(SourceFolder folder) {
        Optional<String> language = folder.files().stream()
                .flatMap(file -> ForeignLanguage.of(file.name()).stream())
                .findFirst();
        return language.map(name -> " Migrations written in " + name + " are not supported yet.")
                .orElse("");
    }
}
