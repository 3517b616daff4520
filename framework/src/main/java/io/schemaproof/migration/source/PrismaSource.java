package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.ScriptDialect;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prisma: a folder per migration with {@code migration.sql}, in the order of their names, beside {@code migration_lock.toml}; the file is sent
 * whole, without a transaction of its own. Prisma Migrate has no downs; a {@code down.sql} beside it, as its documentation makes one
 * with {@code migrate diff}, is taken.
 */
final class PrismaSource implements MigrationSource {

    static final String LOCK = "migration_lock.toml";

    private static final Pattern FOLDER = Pattern.compile("(\\d+)_?(.*)");
    private static final Pattern PROVIDER = Pattern.compile("(?m)^\\s*provider\\s*=\\s*\"([^\"]*)\"");

    @Override
    public String name() {
        return "prisma";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        boolean locked = folder.file(LOCK).isPresent();
        // Whoever begins with a database that is there calls the first folder 0_init, as Prisma's documentation says.
        List<String> files = locked ? StepFolders.named(folder) : StepFolders.files(folder);
        if (files.isEmpty() || StepFolders.areDrizzles(folder)) {
            return Optional.empty();
        }
        return Optional.of(
                locked
                        ? new SourceMatch(SourceMatch.Strength.MARKER, files, "beside " + LOCK)
                        : new SourceMatch(
                                SourceMatch.Strength.DIRECTORY_SHAPE,
                                files,
                                "migration.sql in a folder per migration"));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        requirePostgresql(folder);
        FolderBuilder result = new FolderBuilder(folder, name());
        TreeSet<String> names = new TreeSet<>();
        folder.files().stream()
                .map(SourceFile::folder)
                .filter(name -> !name.isEmpty() && !name.contains("/"))
                .forEach(names::add);
        for (String name : names) {
            SourceFile up = folder.file(name + "/" + StepFolders.FILE)
                    .orElseThrow(() -> new MigrationException("The folder " + name + " holds no " + StepFolders.FILE
                            + ", and Prisma refuses to go on. Restore the file, or remove the folder."));
            Matcher matcher = FOLDER.matcher(name);
            boolean numbered = matcher.matches();
            result.add(new Migration(
                    numbered ? matcher.group(1) : name,
                    numbered ? Descriptions.ofUnderscored(matcher.group(2)) : "",
                    up.script(ScriptDialect.SERVER, ExecutionMode.WHOLE),
                    folder.file(name + "/down.sql").map(down -> down.script(ScriptDialect.SERVER, ExecutionMode.WHOLE)),
                    false,
                    Optional.empty()));
        }
        return result.build(file -> file.folder().isEmpty()
                ? "not in a folder of its own; Prisma runs only <name>/migration.sql"
                : "Prisma runs only migration.sql of a migration's folder");
    }

    private static void requirePostgresql(SourceFolder folder) {
        Optional<String> provider = folder.file(LOCK).map(SourceFile::text).flatMap(text -> {
            Matcher matcher = PROVIDER.matcher(text);
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        });
        if (provider.filter(name -> !name.equals("postgresql") && !name.equals("cockroachdb"))
                .isPresent()) {
            throw new MigrationException(
                    LOCK + " says that these migrations are for " + provider.get() + ", not for PostgreSQL.");
        }
    }
}
