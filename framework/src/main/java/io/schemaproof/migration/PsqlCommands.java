package io.schemaproof.migration;

import io.schemaproof.migration.PsqlExecution.Step;
import io.schemaproof.migration.psql.CommandLine;
import io.schemaproof.migration.psql.Conditions;
import io.schemaproof.migration.psql.DisplayOptions;
import io.schemaproof.migration.psql.MetaCommandException;
import io.schemaproof.migration.psql.PsqlVariables;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs psql's commands; those that only show something are read and have no effect. */
final class PsqlCommands {

    private static final Set<String> DISPLAY = Set.of(
            "a",
            "C",
            "f",
            "h",
            "help",
            "H",
            "html",
            "l",
            "list",
            "l+",
            "lx",
            "o",
            "out",
            "p",
            "print",
            "pset",
            "s",
            "t",
            "T",
            "timing",
            "x",
            "z",
            "zS",
            "sf",
            "sf+",
            "sv",
            "sv+",
            "conninfo",
            "copyright",
            "errverbose",
            "echo",
            "qecho",
            "warn",
            "encoding",
            "?",
            "lo_list",
            "dl",
            "gdesc",
            "setenv");

    private static final Set<String> REFUSED = Set.of(
            "!",
            "prompt",
            "password",
            "watch",
            "e",
            "edit",
            "ef",
            "ev",
            "w",
            "write",
            "lo_import",
            "lo_export",
            "lo_unlink",
            "bind",
            "parse",
            "bind_named",
            "close_prepared",
            "startpipeline",
            "endpipeline",
            "syncpipeline",
            "sendpipeline",
            "getresults",
            "flush",
            "flushrequest",
            "close");

    /** Those of {@link #active}. */
    private static final Set<String> RUN = Set.of(
            "set",
            "unset",
            "getenv",
            "r",
            "reset",
            "cd",
            "restrict",
            "unrestrict",
            "q",
            "quit",
            "i",
            "include",
            "ir",
            "include_relative",
            "copy",
            "c",
            "connect",
            "g",
            "gx",
            "crosstabview",
            "gset",
            "gexec");

    private static final Set<String> WHOLE_LINE = Set.of("h", "help", "sf", "sf+", "sv", "sv+");

    private final PsqlState state;
    private final PsqlExecution file;
    private final PsqlQueries queries;
    private final PsqlFiles files;

    PsqlCommands(PsqlState state, PsqlExecution file) {
        this.state = state;
        this.file = file;
        this.queries = new PsqlQueries(state, file);
        this.files = new PsqlFiles(state, file);
    }

    Step run(CommandLine line) throws MetaCommandException, SQLException {
        if (state.restriction() != null
                && !line.name().equals("unrestrict")
                && file.conditions().isActive()) {
            throw new MetaCommandException(
                    "backslash commands are restricted; only \\unrestrict is allowed",
                    "The script is between \\restrict and \\unrestrict.");
        }
        return switch (line.name()) {
            case "if", "elif", "else", "endif" -> condition(line);
            default -> file.conditions().isActive() ? active(line) : skip(line);
        };
    }

    /** In a branch that is not taken too, psql refuses what it does not know. */
    private Step skip(CommandLine line) throws MetaCommandException {
        if (!isKnown(line.name())) {
            throw new MetaCommandException("invalid command \\" + line.name(), unknown(line.name()));
        }
        if (Set.of("!", "copy", "ef", "ev", "sf", "sv", "h", "help", "r").contains(line.name())) {
            line.takeLine();
        }
        return Step.DONE;
    }

    private Step active(CommandLine line) throws MetaCommandException, SQLException {
        switch (line.name()) {
            case "set" -> set(line);
            case "unset" -> state.variables().unset(required(line));
            case "getenv" -> getenv(line);
            case "r", "reset" -> file.clearBuffer();
            case "cd" -> files.changeDirectory(required(line));
            case "restrict" -> state.restrict(required(line));
            case "unrestrict" -> unrestrict(line.takeLine().replaceFirst("[;\\s]+$", ""));
            case "q", "quit" -> {
                return Step.QUIT;
            }
            case "i", "include", "ir", "include_relative" -> {
                return files.include(
                        required(line), line.name().endsWith("r") || line.name().contains("_"));
            }
            case "copy" -> {
                return files.copy(line.takeLine());
            }
            case "c", "connect" -> queries.reconnect(line.arguments());
            case "g", "gx", "crosstabview" -> {
                return queries.send(line);
            }
            case "gset" -> {
                return queries.gset(Optional.ofNullable(line.argument()));
            }
            case "gexec" -> {
                return queries.gexec();
            }
            default -> other(line);
        }
        return Step.DONE;
    }

    private void other(CommandLine line) throws MetaCommandException {
        String name = line.name();
        if (REFUSED.contains(name)) {
            throw new MetaCommandException(
                    "\\" + name + " cannot be run here",
                    "It needs a shell, a terminal or files outside the scripts; Schemaproof runs none of these.");
        }
        if (name.equals("gdesc")) {
            file.clearBuffer();
        }
        if (WHOLE_LINE.contains(name)) {
            line.takeLine();
        } else if (DISPLAY.contains(name) || name.startsWith("d")) {
            List<String> arguments = line.arguments();
            DisplayOptions.check(name, arguments);
            if ((name.equals("o") || name.equals("out")) && !arguments.isEmpty()) {
                files.requireFolderOf(arguments.get(0));
            }
        } else {
            throw new MetaCommandException("invalid command \\" + name, unknown(name));
        }
    }

    private static boolean isKnown(String name) {
        return RUN.contains(name)
                || REFUSED.contains(name)
                || DISPLAY.contains(name)
                || WHOLE_LINE.contains(name)
                || name.startsWith("d");
    }

    private static String unknown(String name) {
        return name.equals(".")
                ? "This ends the data of a COPY FROM STDIN, and there is none here: it stands further up, or in a branch that is not taken."
                : "psql knows no such command. A backslash outside quotes begins a command of psql.";
    }

    private void set(CommandLine line) throws MetaCommandException {
        List<String> arguments = line.arguments();
        if (!arguments.isEmpty()) {
            state.variables().set(arguments.get(0), String.join("", arguments.subList(1, arguments.size())));
        }
    }

    private void getenv(CommandLine line) throws MetaCommandException {
        String variable = required(line);
        String value = System.getenv(required(line));
        if (value != null) {
            state.variables().set(variable, value);
        }
    }

    private void unrestrict(String key) throws MetaCommandException {
        if (!key.equals(state.restriction())) {
            throw new MetaCommandException(
                    state.restriction() == null
                            ? "\\unrestrict: not currently in restricted mode"
                            : "\\unrestrict: wrong key");
        }
        state.restrict(null);
    }

    private Step condition(CommandLine line) throws MetaCommandException {
        Conditions conditions = file.conditions();
        Conditions.Mark now = file.mark();
        switch (line.name()) {
            case "if" -> conditions.begin(conditions.isActive() && isTrue(line), now);
            // The branch before was not taken, so variables were not looked up; psql looks them up in this expression.
            case "elif" -> file.goBackTo(conditions.elif(conditions.elifIsEvaluated() && isTrue(line), now));
            case "else" -> file.goBackTo(conditions.otherwise(now));
            default -> file.goBackTo(conditions.end(now));
        }
        return Step.DONE;
    }

    private boolean isTrue(CommandLine line) throws MetaCommandException {
        String expression = String.join(" ", line.arguments(state.variables()::get));
        Optional<Boolean> value = PsqlVariables.parseBoolean(expression);
        if (value.isEmpty()) {
            // psql says so and goes on, even with ON_ERROR_STOP.
            state.log()
                    .warn("unrecognized value \"" + expression + "\" for \"\\" + line.name()
                            + " expression\": Boolean expected; taken for false");
        }
        return value.orElse(false);
    }

    private static String required(CommandLine line) throws MetaCommandException {
        String argument = line.argument();
        if (argument == null) {
            throw new MetaCommandException("\\" + line.name() + ": missing required argument");
        }
        return argument;
    }
}
