package io.schemaproof.migration.source;

import io.schemaproof.configuration.ToolTimeLimit;
import io.schemaproof.database.Command;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Any other tool, by the shell commands in {@code schemaproof.commands}: {@code list} prints a version a line in order, {@code up} applies the
 * one in the variable {@code MIGRATION} and {@code down} takes it back, on the database in {@code DATABASE_URL} and {@code PGHOST} and the like;
 * {@code init} prepares an empty database. Only where {@code --format commands} is said: to read a folder must not run what it holds.
 */
final class CommandSource implements AskedForSource {

    static final String NAME = "commands";

    private static final String FILE = "schemaproof.commands";
    private static final Pattern LINE = Pattern.compile("(\\w+)\\s*:\\s*(.+)");
    private static final Set<String> KNOWN = Set.of("list", "up", "down", "init");

    private record Line(String command, int number) {}

    @Override
    public String name() {
        return NAME;
    }

    /** Whether the folder asks for it, which is then said and not done. */
    static boolean isAsked(SourceFolder folder) {
        return folder.file(FILE).isPresent();
    }

    static MigrationException refusal(SourceFolder folder) {
        return new MigrationException(folder.root() + " holds a " + FILE
                + ", whose shell commands are run only where that is said: --format " + NAME + ".");
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        SourceFile file = folder.file(FILE)
                .orElseThrow(() -> new MigrationException("There is no " + FILE + " in " + folder.root()
                        + ". Write one with lines list:, up: and down:, each a shell command."));
        Map<String, Line> commands = commands(file);
        Line list = required(commands, "list");
        Line up = required(commands, "up");
        List<Migration> migrations = new ArrayList<>();
        for (String version : list(folder, list)) {
            migrations.add(new Migration(
                    version,
                    "",
                    script(file, up, version),
                    Optional.ofNullable(commands.get("down")).map(down -> script(file, down, version)),
                    false,
                    Optional.empty()));
        }
        return new MigrationFolder(
                folder.root(),
                NAME,
                migrations,
                List.of(),
                Optional.ofNullable(commands.get("init")).map(init -> script(file, init, "")));
    }

    private static Map<String, Line> commands(SourceFile file) {
        Map<String, Line> commands = new LinkedHashMap<>();
        int number = 0;
        for (String text : file.text().lines().toList()) {
            number++;
            if (text.isBlank() || text.strip().startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(text.strip());
            if (!matcher.matches() || !KNOWN.contains(matcher.group(1))) {
                throw new MigrationException(
                        FILE + " line " + number + " is no command. There are list:, up:, down: and init:.");
            }
            if (commands.putIfAbsent(matcher.group(1), new Line(matcher.group(2), number)) != null) {
                throw new MigrationException(FILE + " line " + number + " has a second command " + matcher.group(1)
                        + ". Remove one of them.");
            }
        }
        return commands;
    }

    private static Line required(Map<String, Line> commands, String name) {
        return Optional.ofNullable(commands.get(name))
                .orElseThrow(() -> new MigrationException(
                        FILE + " has no line " + name + ":. It needs list: and up:, and down: to go back."));
    }

    private static List<String> list(SourceFolder folder, Line list) {
        Command.Outcome outcome;
        ToolTimeLimit limit;
        try {
            limit = ToolTimeLimit.ofSystem();
        } catch (IllegalArgumentException e) {
            throw new MigrationException(String.valueOf(e.getMessage()), e);
        }
        try {
            outcome = Command.runTool(
                    List.of("sh", "-c", list.command()),
                    limit.duration(),
                    builder -> builder.directory(folder.root().toFile()));
        } catch (Command.OverdueException e) {
            throw new MigrationException(
                    FILE + " line " + list.number() + " is to list the migrations, and did not end within "
                            + limit.words() + ". " + ToolTimeLimit.remedy() + " It said: " + e.output(),
                    e);
        } catch (IOException | DatabaseException e) {
            throw new MigrationException(FILE + " line " + list.number() + " cannot be run: " + e.getMessage(), e);
        }
        List<String> versions = outcome.output()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (!outcome.succeeded() || versions.isEmpty()) {
            throw new MigrationException(FILE + " line " + list.number() + " is to list the migrations, and "
                    + (outcome.succeeded()
                            ? "printed nothing"
                            : "ended with " + outcome.status() + ": " + outcome.output())
                    + ". It is run in the folder, without a database, and prints a version a line.");
        }
        if (Set.copyOf(versions).size() < versions.size()) {
            throw new MigrationException(
                    FILE + " line " + list.number() + " lists a version twice: " + String.join(", ", versions));
        }
        return versions;
    }

    /** The version is a variable, so that no quote in it ends the command. */
    private static Script script(SourceFile file, Line line, String version) {
        String text = "MIGRATION='" + version.replace("'", "'\\''") + "'; export MIGRATION; " + line.command();
        return file.script(text, line.number(), ScriptDialect.COMMAND, ExecutionMode.STATEMENTS);
    }
}
