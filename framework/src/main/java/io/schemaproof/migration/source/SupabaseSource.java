package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.ScriptDialect;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Supabase: {@code 20250131120000_users.sql} in {@code supabase/migrations}, in the order of their names (its CLI's {@code pkg/migration/list.go});
 * the statements of a file go out in one pipeline, which is one implicit transaction ({@code file.go}, {@code ExecBatch}).
 */
final class SupabaseSource implements MigrationSource {

    private static final Pattern NAME = Pattern.compile("([0-9]+)_(.*)\\.sql");

    @Override
    public String name() {
        return "supabase";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        Path root = folder.root().toAbsolutePath().normalize();
        if (!root.endsWith(Path.of("supabase", "migrations"))) {
            return Optional.empty();
        }
        List<String> files = folder.rootFiles().stream()
                .map(SourceFile::name)
                .filter(name -> NAME.matcher(name).matches())
                .toList();
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(new SourceMatch(
                        SourceMatch.Strength.PROJECT, DownFolder.with(folder, files), "in supabase/migrations"));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        UpDownPairs<String> pairs = new UpDownPairs<>(Comparator.naturalOrder(), version -> version);
        for (SourceFile file : folder.rootFiles()) {
            Matcher matcher = NAME.matcher(file.name());
            if (matcher.matches()) {
                pairs.up(matcher.group(1), file);
                DownFolder.of(folder, file).ifPresent(down -> pairs.down(matcher.group(1), down));
            }
        }
        for (UpDownPairs.Pair<String> pair : pairs.sorted()) {
            Matcher matcher = NAME.matcher(pair.up().name());
            result.add(new Migration(
                    pair.version(),
                    matcher.matches() ? Descriptions.ofUnderscored(matcher.group(2)) : "",
                    pair.up().script(ScriptDialect.SERVER, ExecutionMode.WHOLE),
                    pair.down().map(file -> file.script(ScriptDialect.SERVER, ExecutionMode.WHOLE)),
                    false,
                    Optional.empty()));
        }
        return result.build(file -> DownFolder.contains(file)
                ? DownFolder.orphan()
                : file.folder().isEmpty()
                        ? "not named like 20250131120000_users.sql; Supabase skips it"
                        : "in a sub-folder, where Supabase does not look");
    }
}
