package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.migration.script.AtlasDirectives;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Atlas: {@code 20250131120000_users.sql} in the order of their names, beside {@code atlas.sum}, which must agree with them; from the last
 * checkpoint on (its {@code sql/migrate/dir.go}). Each file is a transaction unless {@code -- atlas:txmode none} stands at its top.
 */
final class AtlasSource implements MigrationSource {

    private static final Pattern DIRECTIVE = Pattern.compile("(?m)^-- atlas:(txmode|txtar|checkpoint|delimiter)\\b");
    /** Names and marks of other tools, whose folders Atlas can watch over too. */
    private static final Pattern OTHERS = Pattern.compile("[VURB]\\d[\\d._]*__.*\\.sql|.*\\.(?:up|down)\\.sql");

    private static final Pattern MARKS =
            Pattern.compile("(?im)^\\s*--\\s*(?:\\+goose|\\+migrate|migrate:up|liquibase\\s+formatted|//\\s*@undo)");

    @Override
    public String name() {
        return "atlas";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        List<SourceFile> files = files(folder);
        if (files.isEmpty()
                || files.stream()
                        .anyMatch(file -> OTHERS.matcher(file.name()).matches()
                                || MARKS.matcher(file.head()).find())) {
            return Optional.empty();
        }
        List<String> paths =
                DownFolder.with(folder, files.stream().map(SourceFile::path).toList());
        if (files.stream().anyMatch(file -> DIRECTIVE.matcher(file.head()).find())) {
            return Optional.of(
                    new SourceMatch(SourceMatch.Strength.MARKER, paths, "with directives -- atlas: in them"));
        }
        return folder.file(AtlasSum.NAME).isPresent()
                ? Optional.of(new SourceMatch(SourceMatch.Strength.PROJECT, paths, "beside " + AtlasSum.NAME))
                : Optional.empty();
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        List<SourceFile> files = files(folder);
        AtlasSum.requireAgreement(folder, files);
        int begin = 0;
        for (int i = 0; i < files.size(); i++) {
            if (AtlasDirectives.of(files.get(i).text()).containsKey("checkpoint")) {
                begin = i;
            }
        }
        for (SourceFile file : files.subList(0, begin)) {
            result.ignore(
                    file, "replaced by the checkpoint " + files.get(begin) + ", from which a fresh database starts");
        }
        UpDownPairs<String> pairs = new UpDownPairs<>(Comparator.naturalOrder(), version -> version);
        for (SourceFile file : files.subList(begin, files.size())) {
            pairs.up(file.stem().split("_", 2)[0], file);
        }
        for (UpDownPairs.Pair<String> pair : pairs.sorted()) {
            result.add(migration(folder, pair.version(), pair.up()));
        }
        return result.build(
                file -> DownFolder.contains(file) ? DownFolder.orphan() : "in a sub-folder, where Atlas does not look");
    }

    private static Migration migration(SourceFolder folder, String version, SourceFile file) {
        String text = file.text();
        Map<String, String> directives = AtlasDirectives.of(text);
        String mode = directives.getOrDefault("txmode", "file");
        if (!List.of("file", "none", "all").contains(mode)) {
            throw new MigrationException(file.path() + " has the directive -- atlas:txmode " + mode
                    + ", which Atlas refuses. There are file, none and all.");
        }
        ExecutionMode execution =
                mode.equals("none") ? ExecutionMode.STATEMENTS : ExecutionMode.STATEMENTS_IN_TRANSACTION;
        String words =
                file.stem().contains("_") ? file.stem().substring(file.stem().indexOf('_') + 1) : "";
        Optional<AtlasArchive> archive =
                directives.containsKey("txtar") ? Optional.of(AtlasArchive.parse(file)) : Optional.empty();
        Script up = archive.map(AtlasArchive::migration)
                .map(part -> file.script(part.text(), part.firstLine(), ScriptDialect.ATLAS, execution))
                .orElseGet(() -> file.script(text, 1, ScriptDialect.ATLAS, execution));
        Optional<Script> own = archive.flatMap(AtlasArchive::down)
                .map(part -> file.script(part.text(), part.firstLine(), ScriptDialect.ATLAS, execution));
        return new Migration(
                version,
                Descriptions.ofUnderscored(words),
                up,
                own.or(() -> DownFolder.of(folder, file).map(down -> down.script(ScriptDialect.ATLAS, execution))),
                false,
                Optional.empty());
    }

    private static List<SourceFile> files(SourceFolder folder) {
        return folder.rootFiles().stream()
                .filter(file -> file.name().endsWith(".sql"))
                .toList();
    }
}
