package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** dbmate: one file with {@code -- migrate:up} and {@code -- migrate:down}. */
final class DbmateSource implements MigrationSource {

    private static final Pattern NAME = Pattern.compile("(\\d+)_?(.*)\\.sql");

    @Override
    public String name() {
        return "dbmate";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        if (folder.rootSqlFiles().stream().noneMatch(DbmateFile::isMarked)) {
            return Optional.empty();
        }
        // dbmate takes every file that begins with digits and fails at one without a marker, so they are all its own.
        List<String> files = folder.rootSqlFiles().stream()
                .filter(file -> DbmateFile.isMarked(file) || isPlainNumbered(file.name()))
                .map(SourceFile::path)
                .toList();
        return Optional.of(new SourceMatch(SourceMatch.Strength.MARKER, files, "marked with -- migrate:up"));
    }

    private static boolean isPlainNumbered(String name) {
        return NAME.matcher(name).matches() && !name.endsWith(".up.sql") && !name.endsWith(".down.sql");
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        // dbmate compares versions as text: 10 comes before 9.
        UpDownPairs<String> pairs = new UpDownPairs<>(Comparator.naturalOrder(), version -> version);
        for (SourceFile file : folder.rootFiles()) {
            Matcher matcher = NAME.matcher(file.name());
            if (matcher.matches()) {
                pairs.up(matcher.group(1), file);
            }
        }
        for (UpDownPairs.Pair<String> pair : pairs.sorted()) {
            addBlocks(result, pair.version(), pair.up());
        }
        return result.build(file -> file.folder().isEmpty()
                ? "its name does not begin with digits; dbmate does not run it"
                : "in a sub-folder, where dbmate does not look");
    }

    /** Each pair of blocks is a step of its own: dbmate takes them back one by one, last first. */
    private static void addBlocks(FolderBuilder result, String version, SourceFile file) {
        List<DbmateFile.Block> blocks = DbmateFile.parse(file);
        Matcher matcher = NAME.matcher(file.name());
        String words = matcher.matches() ? Descriptions.ofUnderscored(matcher.group(2)) : "";
        for (int i = 0; i < blocks.size(); i++) {
            DbmateFile.Block block = blocks.get(i);
            String part = blocks.size() == 1 ? "" : " (part " + (i + 1) + " of " + blocks.size() + ")";
            result.add(new Migration(
                    version,
                    (words + part).strip(),
                    script(file, block.up(), block.upTransactional()),
                    Optional.of(script(file, block.down(), block.downTransactional())),
                    false,
                    block.template()
                            ? Optional.of(
                                    "dbmate fills in variables of the environment (env-var), which are not known here")
                            : Optional.empty()));
        }
    }

    private static Script script(SourceFile file, MarkedFile.Section section, boolean transactional) {
        return file.script(
                section.text(),
                section.firstLine(),
                ScriptDialect.SERVER,
                transactional ? ExecutionMode.WHOLE_IN_TRANSACTION : ExecutionMode.WHOLE);
    }
}
