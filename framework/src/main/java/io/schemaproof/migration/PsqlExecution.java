package io.schemaproof.migration;

import io.schemaproof.base.CopyTrail;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one file as psql does: statements go out as soon as they are complete, commands act at once. */
final class PsqlExecution {

    private final PsqlState state;
    private final SourceText source;
    private final Path file;
    private final SqlLexer lexer;
    private final StatementBuffer buffer = new StatementBuffer();
    private final Conditions conditions = new Conditions();
    private final CopyTrail trail = new CopyTrail();
    private final Variables variables;
    private final PsqlCommands commands;
    private @Nullable Fragment previous;
    private int line;
    private boolean stopsOnError;

    PsqlExecution(PsqlState state, SourceText source, Path file) {
        this.state = state;
        this.source = source;
        this.file = file;
        this.variables = name -> conditions.isActive() ? state.variables().get(name) : null;
        this.lexer = SqlLexer.psql(source, state.session()::standardStrings, variables);
        this.commands = new PsqlCommands(state, this);
        this.stopsOnError = state.stopsOnError();
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
                noteLine();
                if (stop == SqlLexer.Stop.END) {
                    return end(true);
                }
                Step step = stop == SqlLexer.Stop.SEMICOLON ? semicolon() : backslash();
                if (step == Step.QUIT) {
                    return end(false);
                }
                if (step == Step.FAILED && stopsOnError) {
                    return false;
                }
            }
        } catch (ScriptException e) {
            fail(e);
            return !stopsOnError;
        }
    }

    /** What ON_ERROR_STOP is where a line begins counts for the whole line, whatever is set in it or in a file that it includes. */
    private void noteLine() {
        if (line != lexer.lines() && !lexer.isAtEmptyLastLine()) {
            line = lexer.lines();
            stopsOnError = state.stopsOnError();
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
        if (!conditions.isActive()) {
            return Step.DONE;
        }
        int end = lexer.sourceOffset() - 1;
        if (buffer.isEmpty()) {
            sendNothing();
            return refuseTrail("", end) ? Step.FAILED : Step.DONE;
        }
        Fragment statement = take();
        boolean succeeded = send(statement);
        return Step.of(!refuseTrail(statement.typed(), end) && succeeded);
    }

    /** What one psql runs and another does not is nothing to rely on. */
    private boolean refuseTrail(String sql, int end) {
        if (!trail.reachesBeyond(sql) || !lexer.hasStatementsBelow()) {
            return false;
        }
        fail(new ScriptException(
                source,
                end,
                "psql does not run what is below: behind the COPY above it takes a statement without words for another one",
                "So do psql 15.19, 16.15, 17.11, 18.6 and some later ones, up to the next line with \\. alone. Take away "
                        + (sql.isEmpty() ? "this semicolon." : "the parentheses around the statement.")));
        return true;
    }

    /** What stands there without its end is sent; where the file was left, an {@code \if} may be open. */
    private boolean end(boolean whole) throws SQLException {
        if (conditions.isActive() && buffer.isComment() && lexer.isClosed()) {
            // psql sends a comment that stands alone, and the server has nothing against it.
            sendNothing();
        }
        boolean succeeded = !conditions.isActive() || (isClosed() && (buffer.isEmpty() || send(take())));
        if (whole && !conditions.isEmpty() && (succeeded || !stopsOnError)) {
            throw new ScriptException(
                    source,
                    source.text().stripTrailing().length(),
                    "reached EOF without finding closing \\endif(s)",
                    "Put an \\endif behind every \\if.");
        }
        return succeeded || !stopsOnError;
    }

    /** psql sends what is not closed, and the server refuses it, which a transaction does not survive. */
    private boolean isClosed() throws SQLException {
        try {
            lexer.requireClosed();
            return true;
        } catch (ScriptException e) {
            fail(e);
            state.sendUnclosed(take());
            return false;
        }
    }

    private void fail(ScriptException e) {
        state.log().add(e, source.line(e.position().line()).strip());
    }

    private Step backslash() throws SQLException {
        int offset = lexer.sourceOffset() - 1;
        CommandLine line = new CommandLine(lexer.restOfLine(), variables);
        try {
            Step step = commands.run(line);
            if (line.isUnterminated()) {
                state.log()
                        .warn("unterminated quoted string in the arguments of \\" + line.name()
                                + "; taken for missing");
            }
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

    private void sendNothing() throws SQLException {
        previous = null;
        buffer.truncate(0);
        state.sentNothing();
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
        return new Conditions.Mark(buffer.length(), lexer.state());
    }

    void goBackTo(Conditions.Mark mark) {
        buffer.truncate(mark.length());
        lexer.goBackTo(mark.lexer());
    }

    void clearBuffer() {
        buffer.truncate(0);
        lexer.reset();
    }

    /** Take the statement that a command sends: the one before it, or where there is none the last one again, if there is one. */
    Optional<Fragment> takeForCommand() throws SQLException {
        if (!buffer.isEmpty()) {
            Fragment taken = take().byCommand();
            previous = taken;
            lexer.reset();
            // What a command has sent is followed by nothing that is taken for rows.
            boolean unused = trail.reachesBeyond(taken.typed());
            return Optional.of(taken);
        }
        if (previous == null || buffer.isComment()) {
            sendNothing();
        }
        return Optional.ofNullable(previous).map(Fragment::byCommand);
    }
}
