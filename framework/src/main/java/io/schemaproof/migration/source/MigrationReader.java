package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Read a folder of migrations of any convention.
 *
 * @since 0.1
 */
public final class MigrationReader {

    /** The format that looks at the folder and decides. */
    public static final String AUTO = "auto";

    private static final List<MigrationSource> BUILT_IN = List.of(
            new FlywaySource(),
            new GolangMigrateSource(),
            new DieselSource(),
            new DbmateSource(),
            new GooseSource(),
            new SqlMigrateSource(),
            new SqlxSource(),
            new SqitchSource(),
            new LiquibaseSource(),
            new NodePgMigrateSource(),
            new PrismaSource(),
            new AtlasSource(),
            new DrizzleSource(),
            new MyBatisSource(),
            new PopxSource(),
            new SupabaseSource(),
            new RefinerySource(),
            new DatedSource(),
            new NumberedSource(),
            new ListSource(),
            new CommandSource());

    private MigrationReader() {}

    /** The names that {@link #read(Path, String)} takes, {@value #AUTO} first. */
    public static List<String> formats() {
        List<String> names = new ArrayList<>(List.of(AUTO));
        sources().forEach(source -> names.add(source.name()));
        return List.copyOf(names);
    }

    /**
     * Read a folder and find out which convention it follows.
     *
     * @throws MigrationException if it follows none or more than one, or cannot be read
     */
    public static MigrationFolder read(Path folder) {
        return read(folder, AUTO);
    }

    /**
     * Read a folder.
     *
     * @param format {@value #AUTO} or the name of a convention, such as {@code flyway}
     * @throws MigrationException if the format is unknown, the folder does not follow it, or cannot be read
     */
    public static MigrationFolder read(Path folder, String format) {
        List<MigrationSource> sources = sources();
        if (format.equals(AUTO)) {
            SourceFolder opened = SourceFolder.open(folder);
            if (CommandSource.isAsked(opened)) {
                throw CommandSource.refusal(opened);
            }
            return new Detection(sources).choose(opened).read(opened);
        }
        MigrationSource source = sources.stream()
                .filter(candidate -> candidate.name().equals(format))
                .findFirst()
                .orElseThrow(() -> new MigrationException(
                        "There is no format " + format + "; choose one of " + String.join(", ", formats()) + "."));
        SourceFolder opened = SourceFolder.open(folder);
        if (!source.isAskedFor()) {
            FolderHints.requireSomeSql(opened, sources);
        }
        return source.read(opened);
    }

    /**
     * Read one script as psql would run it: statement by statement, with meta-commands.
     *
     * @throws MigrationException if the file is missing, unreadable, binary or no UTF-8
     */
    public static Script script(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MigrationException(file + (Files.exists(file) ? " is no file." : " does not exist.")
                    + " Name a file with SQL for psql.");
        }
        Path name = file.getFileName();
        String path = name == null ? file.toString() : name.toString();
        String text = SourceText.read(file, path, StandardCharsets.UTF_8);
        return new Script(file, path, text, 1, ScriptDialect.PSQL, ExecutionMode.STATEMENTS);
    }

    private static List<MigrationSource> sources() {
        List<MigrationSource> sources = new ArrayList<>(BUILT_IN);
        ServiceLoader.load(MigrationSource.class).forEach(sources::add);
        return sources;
    }
}
