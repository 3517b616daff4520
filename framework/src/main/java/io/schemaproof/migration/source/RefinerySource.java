package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * refinery: {@code V1__users.sql} and {@code U1__users.sql}, which is no undo but a migration whose order nobody checks, at any depth (its
 * {@code refinery_core/src/util.rs}). Flyway names files the same way, so only a {@code Cargo.toml} or {@code refinery.toml} gives it away.
 */
final class RefinerySource implements MigrationSource {

    private static final Pattern NAME = Pattern.compile("([UV])(\\d+)__(\\w+)\\.(sql|rs)");
    private static final Pattern DOWN = Pattern.compile("(\\d+)__(\\w+)\\.sql");
    private static final Pattern DEPENDENCY =
            Pattern.compile("(?m)^\\s*(?:refinery(?:-core)?\\s*=|\\[dependencies\\.refinery])");
    private static final Pattern NO_TRANSACTION = Pattern.compile("(?m)^-{2,}\\s?refinery:noTransaction\\r?$");

    @Override
    public String name() {
        return "refinery";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        List<SourceFile> files = folder.files().stream()
                .filter(file -> NAME.matcher(file.name()).matches())
                .toList();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> reason = ProjectFiles.mentions(folder, "Cargo.toml", DEPENDENCY)
                .or(() -> ProjectFiles.mentions(folder, "refinery.toml", Pattern.compile("")))
                .map(file -> "named like V1__users.sql, and there is " + file + " of refinery")
                .or(() -> files.stream()
                        .filter(file -> NO_TRANSACTION.matcher(file.head()).find())
                        .findFirst()
                        .map(file -> "with refinery:noTransaction in " + file));
        return reason.map(why -> new SourceMatch(
                SourceMatch.Strength.PROJECT,
                DownFolder.with(folder, files.stream().map(SourceFile::path).toList()),
                why));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        UpDownPairs<Name> pairs = new UpDownPairs<>(Comparator.comparing(Name::number), Name::shown);
        List<SourceFile> downs = new ArrayList<>();
        for (SourceFile file : folder.files()) {
            Matcher matcher = NAME.matcher(file.name());
            if (matcher.matches()) {
                pairs.up(Name.of(file, matcher.group(2), matcher.group(3)), file);
            } else if (DownFolder.contains(file) && DOWN.matcher(file.name()).matches()) {
                downs.add(file);
            }
        }
        for (SourceFile file : downs) {
            Matcher matcher = DOWN.matcher(file.name());
            if (matcher.matches()) {
                pairs.down(Name.of(file, matcher.group(1), matcher.group(2)), file);
            }
        }
        for (UpDownPairs.Pair<Name> pair : pairs.sorted()) {
            boolean rust = pair.up().name().endsWith(".rs");
            result.add(new Migration(
                    pair.version().shown(),
                    Descriptions.ofUnderscored(pair.version().words()),
                    rust ? pair.up().script("", 1, ScriptDialect.SERVER, ExecutionMode.WHOLE) : script(pair.up()),
                    pair.down().map(RefinerySource::script),
                    false,
                    rust ? Optional.of("written in Rust") : Optional.empty()));
        }
        return result.build(file -> "not named like V1__users.sql; refinery does not run it");
    }

    private static Script script(SourceFile file) {
        Script script = file.script(ScriptDialect.SERVER, ExecutionMode.WHOLE_IN_TRANSACTION);
        return NO_TRANSACTION.matcher(script.text()).find()
                ? file.script(ScriptDialect.SERVER, ExecutionMode.WHOLE)
                : script;
    }

    private record Name(int number, String shown, String words) {

        static Name of(SourceFile file, String version, String words) {
            try {
                return new Name(Integer.parseInt(version), version, words);
            } catch (NumberFormatException e) {
                throw new MigrationException(
                        file.path() + " has the version " + version + "; refinery takes versions up to "
                                + Integer.MAX_VALUE + ". Give it another number.",
                        e);
            }
        }
    }
}
