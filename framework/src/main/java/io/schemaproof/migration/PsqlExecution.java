package io.schemaproof.migration;

import io.schemaproof.migration.psql.CommandLine;
import io.schemaproof.migration.psql.Conditions;
import io.schemaproof.migration.psql.MetaCommandException;
import io.schemaproof.migration.script.CopyData;
import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.SourceText;
import io.schemaproof.migration.script.SqlLexer;
import io.schemaproof.migration.script.StatementBuffer;
import io.schemaproof.migration.script.Variables;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads one file as psql does: statements go out as soon as they are complete, commands act at once. */
final class PsqlExecution {

    private final PsqlState state;
    private final SourceText source;
    private final Path file;
    private final SqlLexer lexer;
    private final StatementBuffer buffer = new StatementBuffer();
    private final Conditions conditions = new Conditions();
    private final Variables variables;
    private final PsqlCommands commands;
    private @Nullable Fragment previous;

    PsqlExecution(PsqlState state, SourceText source, Path file) {
        this.state = state;
        this.source = source;
        this.file = file;
        this.variables = name -> conditions.isActive() ? state.variables().get(name) : null;
        this.lexer = SqlLexer.psql(source, state.session()::standardStrings, variables);
        this.commands = new PsqlCommands(state, this);
    }

    /** Read the script itself; the files that it includes are read with the same state. */
    static PsqlExecution of(ScriptContext context) throws SQLException {
        return new PsqlExecution(
                new PsqlState(context), context.source(), context.script().file());
    }

    /**
     * Run the file.
     *
     * @return false if psql would stop here altogether
     */
    boolean run() throws SQLException {
        try {
            while (true) {
                SqlLexer.Stop stop = lexer.scan(buffer);
                if (stop == SqlLexer.Stop.END) {
                    return end();
                }
                Step step = stop == SqlLexer.Stop.SEMICOLON ? semicolon() : backslash();
                if (step == Step.QUIT) {
                    return true;
                }
                if (step == Step.FAILED && state.stopsOnError()) {
                    return false;
                }
            }
        } catch (ScriptException e) {
            state.log().add(e, source.line(e.position().line()).strip());
            return !state.stopsOnError();
        }
    }

    /** How one step ended. */
    enum Step {
        DONE,
        FAILED,
        QUIT;

        static Step of(boolean succeeded) {
            return succeeded ? DONE : FAILED;
        }
    }

    private Step semicolon() throws SQLException {
        return buffer.isEmpty() || !conditions.isActive() ? Step.DONE : Step.of(send(take()));
    }

    private boolean end() throws SQLException {
        boolean succeeded = true;
        if (conditions.isActive()) {
            lexer.requireClosed();
            succeeded = buffer.isEmpty() || send(take());
        }
        if (!conditions.isEmpty() && (succeeded || !state.stopsOnError())) {
            throw new ScriptException(
                    source,
                    source.text().stripTrailing().length(),
                    "reached EOF without finding closing \\endif(s)",
                    "Put an \\endif behind every \\if.");
        }
        return succeeded || !state.stopsOnError();
    }

    private Step backslash() throws SQLException {
        int offset = lexer.sourceOffset() - 1;
        CommandLine line = new CommandLine(lexer.restOfLine(), variables);
        try {
            Step step = commands.run(line);
            line.finish();
            lexer.skip(line.consumed());
            return step;
        } catch (MetaCommandException e) {
            String rest = lexer.restOfLine();
            lexer.skip(rest.length());
            state.log()
                    .add(
                            new ScriptException(source, offset, String.valueOf(e.getMessage()), e.hint()),
                            "\\" + rest.strip());
            return Step.FAILED;
        }
    }

    private Fragment take() {
        Fragment taken = lexer.take(buffer);
        previous = taken;
        return taken;
    }

    private boolean send(Fragment statement) throws SQLException {
        return state.execute(statement, lexer::takeCopyData);
    }

    // What the commands need of the file that is being read.

    Conditions conditions() {
        return conditions;
    }

    Path file() {
        return file;
    }

    SourceText source() {
        return source;
    }

    CopyData takeCopyData() {
        return lexer.takeCopyData();
    }

    Fragment commandAsStatement(String sql) {
        return Fragment.synthetic(sql, source, lexer.sourceOffset() - 1);
    }

    Conditions.Mark mark() {
        return new Conditions.Mark(buffer.length(), lexer.parenDepth());
    }

    void goBackTo(Conditions.Mark mark) {
        buffer.truncate(mark.length());
        lexer.setParenDepth(mark.parenDepth());
    }

    void clearBuffer() {
        buffer.truncate(0);
        lexer.reset();
    }

    /** Take the statement that a command sends: the one before it, or where there is none the last one again. */
    Fragment takeForCommand() throws MetaCommandException {
        if (!buffer.isEmpty()) {
            Fragment taken = take();
            lexer.reset();
            return taken;
        }
        if (previous == null) {
            throw new MetaCommandException("no query buffer");
        }
        return previous;
    }
}
