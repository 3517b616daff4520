package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.ScriptDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Drizzle: what {@code meta/_journal.json} lists, in its order (drizzle-orm's {@code src/migrator.ts}), or, as newer versions write it, a
 * folder per migration with {@code migration.sql} and {@code snapshot.json}. All that is new is applied in one transaction.
 */
final class DrizzleSource implements MigrationSource {

    private static final String JOURNAL = "meta/_journal.json";
    private static final Pattern TAG = Pattern.compile("\"tag\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern DIALECT = Pattern.compile("\"dialect\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern NAME = Pattern.compile("(\\d+)_(.*)");

    @Override
    public String name() {
        return "drizzle";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        if (folder.file(JOURNAL).isPresent()) {
            return Optional.of(new SourceMatch(
                    SourceMatch.Strength.MANIFEST, List.of(JOURNAL), "lists the migrations of Drizzle"));
        }
        List<String> files = StepFolders.files(folder);
        if (files.isEmpty() || folder.file(PrismaSource.LOCK).isPresent()) {
            return Optional.empty();
        }
        boolean sure = StepFolders.areDrizzles(folder);
        return Optional.of(new SourceMatch(
                sure ? SourceMatch.Strength.MARKER : SourceMatch.Strength.DIRECTORY_SHAPE,
                files,
                sure ? "beside snapshot.json" : "migration.sql in a folder per migration"));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        Optional<SourceFile> journal = folder.file(JOURNAL);
        if (journal.isPresent()) {
            for (String tag : tags(journal.get())) {
                SourceFile up = folder.file(tag + ".sql")
                        .orElseThrow(() -> new MigrationException(JOURNAL + " lists " + tag + ", and there is no " + tag
                                + ".sql, so that Drizzle refuses to go on. Restore the file, or take the entry out."));
                result.add(migration(tag, up, DownFolder.of(folder, up)));
            }
            return result.build(file -> DownFolder.contains(file)
                    ? DownFolder.orphan()
                    : "not in " + JOURNAL + "; Drizzle does not run it");
        }
        for (String path : StepFolders.files(folder)) {
            SourceFile up = folder.file(path).orElseThrow();
            result.add(migration(up.folder(), up, folder.file(up.folder() + "/down.sql")));
        }
        return result.build(file -> "Drizzle runs only migration.sql of a migration's folder");
    }

    private static Migration migration(String tag, SourceFile up, Optional<SourceFile> down) {
        Matcher matcher = NAME.matcher(tag);
        boolean numbered = matcher.matches();
        return new Migration(
                numbered ? matcher.group(1) : tag,
                numbered ? Descriptions.ofUnderscored(matcher.group(2)) : "",
                up.script(ScriptDialect.DRIZZLE, ExecutionMode.STATEMENTS_IN_TRANSACTION),
                down.map(file -> file.script(ScriptDialect.DRIZZLE, ExecutionMode.STATEMENTS_IN_TRANSACTION)),
                false,
                Optional.empty());
    }

    private static List<String> tags(SourceFile journal) {
        String text = journal.text();
        Matcher dialect = DIALECT.matcher(text);
        if (dialect.find()
                && !dialect.group(1).equals("postgresql")
                && !dialect.group(1).equals("pg")) {
            throw new MigrationException(
                    JOURNAL + " says that these migrations are for " + dialect.group(1) + ", not for PostgreSQL.");
        }
        List<String> tags = new ArrayList<>();
        Matcher matcher = TAG.matcher(text);
        while (matcher.find()) {
            if (tags.contains(matcher.group(1))) {
                throw new MigrationException(JOURNAL + " lists " + matcher.group(1)
                        + " twice. Each file is one step of the history; take one of the two entries out.");
            }
            tags.add(matcher.group(1));
        }
        if (tags.isEmpty()) {
            throw new MigrationException(JOURNAL + " lists no migration: there is no entry with a \"tag\".");
        }
        return tags;
    }
}
