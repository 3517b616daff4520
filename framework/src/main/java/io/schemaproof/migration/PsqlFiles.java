package io.schemaproof.migration;

import io.schemaproof.migration.PsqlExecution.Step;
import io.schemaproof.migration.psql.BackslashCopy;
import io.schemaproof.migration.psql.MetaCommandException;
import io.schemaproof.migration.script.CopyData;
import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** psql's commands that read files. */
final class PsqlFiles {

    /** Deeper than any script that was meant; psql itself ends with too many open files. */
    private static final int DEEPEST = 64;

    private static final int BUFFER = 1 << 16;

    private final PsqlState state;
    private final PsqlExecution file;

    PsqlFiles(PsqlState state, PsqlExecution file) {
        this.state = state;
        this.file = file;
    }

    Step include(String argument, boolean relativeToFile) throws MetaCommandException, SQLException {
        String command = relativeToFile ? "\\ir" : "\\i";
        String name = unquoted(argument);
        Path parent = file.file().toAbsolutePath().getParent();
        Path folder = relativeToFile && parent != null ? parent : state.directory();
        Path path = folder.resolve(name).normalize();
        String text = read(command, name, path);
        if (state.enter() > DEEPEST) {
            throw new MetaCommandException(
                    command + " " + name + ": files include each other without end",
                    "Remove the " + command + " that closes the circle.");
        }
        try {
            boolean goesOn = new PsqlExecution(state, new SourceText(shown(path), text, 1), path).run();
            return Step.of(goesOn);
        } finally {
            state.leave();
        }
    }

    private String read(String command, String name, Path path) throws MetaCommandException {
        if (!Files.isRegularFile(path)) {
            throw new MetaCommandException(
                    command + " " + name + ": no such file: " + path,
                    command.equals("\\i")
                            ? "\\i is relative to the folder of the migrations, \\ir to the script."
                            : "\\ir is relative to the script.");
        }
        try {
            String text = Files.readString(path);
            if (text.indexOf('\0') >= 0) {
                throw new MetaCommandException(
                        command + " " + name + ": the file holds a NUL character", "Is it binary, or UTF-16?");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new MetaCommandException(
                    command + " " + name + ": the file is not valid UTF-8", "Convert it to UTF-8.");
        } catch (IOException e) {
            throw new MetaCommandException(command + " " + name + ": cannot be read: " + e.getMessage());
        }
    }

    Step copy(String arguments) throws MetaCommandException, SQLException {
        BackslashCopy copy = BackslashCopy.parse(arguments);
        Fragment statement = file.commandAsStatement(copy.sql());
        if (!copy.fromClient()) {
            boolean succeeded = state.query(statement, false).succeeded();
            if (succeeded && !copy.file().isEmpty()) {
                state.log().warn("\\copy: " + copy.file() + " is not written; the rows were read and thrown away");
            }
            return Step.of(succeeded);
        }
        if (copy.file().isEmpty()) {
            return Step.of(copyBehind(statement));
        }
        Path path = state.directory().resolve(copy.file()).normalize();
        try (InputStream in = open(path)) {
            return Step.of(
                    state.copyFile(statement, (out, charset) -> pump(in, out)).succeeded());
        } catch (IOException e) {
            throw new MetaCommandException("\\copy: " + copy.file() + " cannot be read: " + e.getMessage());
        }
    }

    /** The lines behind the command are data, whether or not the server asks for them. */
    private boolean copyBehind(Fragment statement) throws SQLException {
        CopyData[] taken = new CopyData[1];
        boolean succeeded = state.copyFile(statement, (out, charset) -> {
                    taken[0] = file.takeCopyData();
                    ScriptSession.CopySource.of(taken[0]).writeTo(out, charset);
                })
                .succeeded();
        if (taken[0] == null) {
            CopyData unused = file.takeCopyData();
        }
        return succeeded;
    }

    void changeDirectory(String name) throws MetaCommandException {
        Path path = state.directory().resolve(unquoted(name)).normalize();
        if (!Files.isDirectory(path)) {
            throw new MetaCommandException("\\cd: could not change directory to \"" + name + "\"");
        }
        state.changeDirectory(path);
    }

    /** Nothing is written here; psql stops where it could not. */
    void requireFolderOf(String output) throws MetaCommandException {
        Path folder = state.directory().resolve(output).normalize().getParent();
        if (!output.startsWith("|") && folder != null && !Files.isDirectory(folder)) {
            throw new MetaCommandException(output + ": No such file or directory");
        }
    }

    private InputStream open(Path path) throws MetaCommandException, IOException {
        if (!Files.isRegularFile(path)) {
            throw new MetaCommandException(
                    "\\copy: no such file: " + path, "The name is relative to the folder of the migrations.");
        }
        return Files.newInputStream(path);
    }

    private static void pump(InputStream in, CopyIn out) throws SQLException {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.writeToCopy(buffer, 0, length);
            }
        } catch (IOException e) {
            throw new SQLException("the file of \\copy cannot be read: " + e.getMessage(), e);
        }
    }

    private String shown(Path path) {
        Path absolute = path.toAbsolutePath();
        Path shown = absolute.startsWith(state.root()) ? state.root().relativize(absolute) : absolute;
        return shown.toString().replace('\\', '/');
    }

    private static String unquoted(String argument) {
        return argument.replace("\"", "");
    }
}
