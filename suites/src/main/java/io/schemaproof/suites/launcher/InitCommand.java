package io.schemaproof.suites.launcher;

import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.suites.project.CiService;
import io.schemaproof.suites.project.FileChange;
import io.schemaproof.suites.project.ProjectException;
import io.schemaproof.suites.project.ProjectSetup;
import io.schemaproof.verify.result.ToolVersion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schemaproof init [DIR]}. */
@Command(
        name = "init",
        description =
                "Write the test class, the dependency and the CI step of a Maven project. No file is written over; a second run changes nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        sortOptions = false,
        footer = {"", "Exit codes: 0 written, or all was there; 2 bad usage or input, and nothing was written."})
final class InitCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Folder of the project's pom.xml. Default: the working directory.")
    private Path folder = Path.of("");

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            description = "Folder with the migrations. Default: the one of the usual places that holds some.")
    private @Nullable Path migrations;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "Convention of the migrations, as for verify. Default: ${DEFAULT-VALUE}.")
    private String format = "auto";

    @Option(
            names = "--ci",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "Whose CI runs the test: auto, github, gitlab or none. Default: ${DEFAULT-VALUE}.")
    private String ci = "auto";

    @Option(names = "--print", description = "Write nothing, and print what would be written.")
    private boolean print;

    @Override
    public Integer call() {
        PrintWriter out = command().commandLine().getOut();
        try {
            ProjectSetup setup = ProjectSetup.plan(new ProjectSetup.Request(
                    folder, Optional.ofNullable(migrations), format, service(), ToolVersion.get()));
            if (!print) {
                setup.apply();
            }
            tell(out, setup);
        } catch (ProjectException e) {
            command().commandLine().getErr().println("schemaproof: " + e.getMessage());
            return ExitCode.USAGE;
        }
        return ExitCode.PASSED;
    }

    private void tell(PrintWriter out, ProjectSetup setup) {
        MigrationFolder found = setup.migrations();
        int count = found.migrations().size();
        out.println(count + (count == 1 ? " migration in " : " migrations in ") + shown(found.root()) + " ("
                + found.convention() + ")");
        for (FileChange change : setup.changes()) {
            out.println(word(change.kind()) + shown(change.file()) + "  " + change.what());
            if (change.kind() == FileChange.Kind.BY_HAND || (print && change.isWritten())) {
                out.println();
                out.print(change.excerpt().stripTrailing().indent(4));
                out.println();
            }
        }
        setup.doubt().ifPresent(doubt -> out.println("\nLook at " + doubt));
        if (print) {
            out.println("\nNothing was written (--print).");
        } else if (setup.changes().stream().anyMatch(FileChange::isWritten)) {
            out.println("\nNext: mvn test -Dtest=MigrationTest");
        } else {
            out.println("\nNothing was to be written.");
        }
    }

    private static String word(FileChange.Kind kind) {
        String word = switch (kind) {
            case WRITTEN -> "written";
            case CHANGED -> "changed";
            case UNCHANGED -> "unchanged";
            case BY_HAND -> "by hand";
        };
        return (word + "          ").substring(0, 11);
    }

    /** As short as may be: below the working directory without it. */
    private static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath().normalize();
        Path absolute = file.toAbsolutePath().normalize();
        String shown = (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
        return shown.isEmpty() ? "." : shown;
    }

    private Optional<CiService> service() {
        return switch (ci.toLowerCase(Locale.ROOT)) {
            case "auto" -> Optional.empty();
            case "github" -> Optional.of(CiService.GITHUB);
            case "gitlab" -> Optional.of(CiService.GITLAB);
            case "none" -> Optional.of(CiService.NONE);
            default ->
                throw new ParameterException(
                        command().commandLine(),
                        "Unknown CI '" + ci + "' (--ci). There are: auto, github, gitlab and none.");
        };
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }
}
