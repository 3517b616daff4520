package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An explicit list in {@code schemaproof.list}, for folders whose names follow no convention; psql runs the files. */
final class ListSource implements MigrationSource {

    static final String FILE_NAME = "schemaproof.list";

    @Override
    public String name() {
        return "list";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        return folder.file(FILE_NAME)
                .map(file -> new SourceMatch(
                        SourceMatch.Strength.MANIFEST, List.of(FILE_NAME), "lists the migrations in order"));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        SourceFile list = folder.file(FILE_NAME)
                .orElseThrow(() -> new MigrationException("There is no " + FILE_NAME + " in " + folder.root()
                        + ". Write one: a line a migration, the up file and, after a space, the down file."));
        FolderBuilder result = new FolderBuilder(folder, name());
        Map<String, Integer> lines = new HashMap<>();
        int number = 0;
        for (String text : list.text().lines().toList()) {
            number++;
            String where = FILE_NAME + " line " + number;
            List<String> names = ListLine.names(text, where);
            if (names.isEmpty()) {
                continue;
            }
            for (String name : names) {
                Integer earlier = lines.putIfAbsent(name, number);
                if (earlier != null) {
                    throw new MigrationException(where + " names " + name + ", which line " + earlier
                            + " already has. Each file is one step of the history; remove one of the two.");
                }
            }
            result.add(migration(folder, names, where));
        }
        if (lines.isEmpty()) {
            throw new MigrationException(FILE_NAME + " in " + folder.root()
                    + " lists nothing. Write a line a migration: the up file and, after a space, the down file.");
        }
        return result.build(file -> "not in " + FILE_NAME);
    }

    private static Migration migration(SourceFolder folder, List<String> names, String where) {
        Script up = script(folder, names.get(0), where);
        Optional<Script> down = names.size() == 1 ? Optional.empty() : Optional.of(script(folder, names.get(1), where));
        return new Migration(version(names.get(0)), "", up, down, false, Optional.empty());
    }

    private static Script script(SourceFolder folder, String name, String where) {
        SourceFile file = folder.file(name)
                .orElseThrow(
                        () -> new MigrationException(
                                where + " names " + name + ", which is not in " + folder.root()
                                        + ". Write the path relative to the folder, with / between names; put a name with spaces in double quotes."));
        return file.script(ScriptDialect.PSQL, ExecutionMode.STATEMENTS);
    }

    private static String version(String name) {
        String stem = name.endsWith(".sql") ? name.substring(0, name.length() - 4) : name;
        return stem.endsWith(".up") ? stem.substring(0, stem.length() - 3) : stem;
    }
}
