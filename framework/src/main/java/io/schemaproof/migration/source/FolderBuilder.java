package io.schemaproof.migration.source;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationFolder.IgnoredFile;
import io.schemaproof.migration.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Collect migrations, and see to it that no SQL file is left out in silence. */
final class FolderBuilder {

    private static final String CAPITALS = "; in its name .sql stands in capital letters";

    private final SourceFolder folder;
    private final String convention;
    private final List<Migration> migrations = new ArrayList<>();
    private final Set<String> taken = new TreeSet<>();
    private final Map<String, String> ignored = new TreeMap<>();

    FolderBuilder(SourceFolder folder, String convention) {
        this.folder = folder;
        this.convention = convention;
    }

    void add(Migration migration) {
        migrations.add(migration);
        taken.add(migration.up().path());
        migration.down().map(Script::path).ifPresent(taken::add);
        migration.verify().map(Script::path).ifPresent(taken::add);
    }

    void ignore(SourceFile file, String reason) {
        ignored.put(file.path(), reason);
    }

    /** Leave out a part of a file. */
    void ignore(String part, String reason) {
        ignored.put(part, reason);
    }

    /** Build the result; the function says why a file that nothing took was left out. */
    MigrationFolder build(Function<SourceFile, String> reason) {
        for (SourceFile file : folder.sqlFiles()) {
            if (!taken.contains(file.path())) {
                ignored.computeIfAbsent(
                        file.path(), path -> reason.apply(file) + (file.name().endsWith(".sql") ? "" : CAPITALS));
            }
        }
        folder.files().stream()
                .filter(file -> file.isNearlySql() && !taken.contains(file.path()))
                .forEach(file -> ignored.putIfAbsent(file.path(), "its name does not end in .sql"));
        List<IgnoredFile> left = ignored.entrySet().stream()
                .map(entry -> new IgnoredFile(entry.getKey(), entry.getValue()))
                .toList();
        if (migrations.isEmpty()) {
            throw new MigrationException(folder.root() + " holds no migration of the convention " + convention + ". "
                    + (left.isEmpty()
                            ? "It holds no .sql file at all."
                            : "Of " + left.size() + " SQL files, for instance "
                                    + left.get(0).path() + ": " + left.get(0).reason() + "."));
        }
        return new MigrationFolder(folder.root(), convention, migrations, left);
    }
}
