package io.schemaproof.migration.script;

import io.schemaproof.base.SqlCharacters;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ends of statements: semicolons that are not within quotes, comments, parentheses or the body of a function.
 *
 * <p>Reads line by line, as psql does, because the data of COPY begin on the line after the one that holds the statement.
 */
public final class SqlLexer {

    /** Why the lexer stopped. */
    public enum Stop {
        /** At a semicolon that ends a statement; it is consumed. */
        SEMICOLON,
        /** Behind a backslash that begins one of psql's commands. */
        BACKSLASH,
        /** At the end of the text. */
        END
    }

    private final SourceText source;
    private final LexerInput input;
    private final boolean psql;
    private final BooleanSupplier standardStrings;
    private boolean standardStringsInLine;
    private int lines = 1;
    private final Variables variables;
    private BodyTracker body = new BodyTracker();
    private final OpenQuote quote;

    private SqlLexer(
            SourceText source,
            String text,
            OffsetMap map,
            boolean psql,
            BooleanSupplier standardStrings,
            Variables variables) {
        this.source = source;
        this.input = new LexerInput(text, map);
        this.quote = new OpenQuote(input, psql);
        this.psql = psql;
        this.standardStrings = standardStrings;
        this.standardStringsInLine = standardStrings.getAsBoolean();
        this.variables = variables;
    }

    /** Read as psql does: with its commands and variables. */
    public static SqlLexer psql(SourceText source, BooleanSupplier standardStrings, Variables variables) {
        return new SqlLexer(source, source.text(), OffsetMap.IDENTITY, true, standardStrings, variables);
    }

    /** Read as the server does. */
    public static SqlLexer server(SourceText source, BooleanSupplier standardStrings) {
        return new SqlLexer(source, source.text(), OffsetMap.IDENTITY, false, standardStrings, name -> null);
    }

    /** Read as the server does, with text in which placeholders were replaced. */
    static SqlLexer replaced(SourceText source, String text, OffsetMap map) {
        return new SqlLexer(source, text, map, false, () -> true, name -> null);
    }

    /**
     * How many {@code COPY … FROM STDIN} psql reads in a text that one of its commands sends, which it goes through once more: none where it does not come to its end, because
     * of a backslash, or of a quote or a parenthesis that is not closed.
     */
    static int copies(String sql) {
        SqlLexer lexer = psql(new SourceText("", sql, 1), () -> true, name -> null);
        StatementBuffer buffer = new StatementBuffer();
        Stop stop = Stop.SEMICOLON;
        while (stop == Stop.SEMICOLON) {
            stop = lexer.scan(buffer);
        }
        boolean whole = stop == Stop.END && lexer.isClosed() && lexer.body.endsStatement();
        return whole ? lexer.body.takeCopies() : 0;
    }

    /** Append to the buffer until something stops it. Leading white space and comments are left out. */
    public Stop scan(StatementBuffer out) {
        while (true) {
            if (input.isAtEnd()) {
                if (input.isInVariable()) {
                    input.leaveVariable();
                } else if (input.isLastLine()) {
                    return Stop.END;
                } else {
                    quote.newline(out);
                    input.nextLine();
                    lines++;
                    standardStringsInLine = standardStrings.getAsBoolean();
                }
            } else if (quote.isOpen()) {
                quote.step(out);
            } else {
                Stop stop = initial(out);
                if (stop != null) {
                    return stop;
                }
            }
        }
    }

    /** Take the statement out of the buffer. */
    public Fragment take(StatementBuffer out) {
        return out.take(source, input.map()).withCopies(body.takeCopies());
    }

    /** Forget open quotes and parentheses, as psql does after a statement that one of its commands sent. */
    public void reset() {
        quote.reset();
        body.reset();
    }

    /** What is known of the statement, to go back to. */
    public LexerState state() {
        return new LexerState(body.copy());
    }

    public void goBackTo(LexerState state) {
        body = state.body().copy();
    }

    /** Whether no quote or comment is open. */
    public boolean isClosed() {
        return !quote.isOpen();
    }

    /** Demand that no quote or comment is open. */
    public void requireClosed() {
        quote.requireClosed(source);
    }

    /** Whether nothing stands behind the last end of a line, which is no line to psql. */
    public boolean isAtEmptyLastLine() {
        return input.isAtEmptyLastLine();
    }

    /** How many lines have been begun. */
    public int lines() {
        return lines;
    }

    /** Offset in the source of what is read next. */
    public int sourceOffset() {
        return input.sourceOffset();
    }

    /** What is left of the line; psql's commands read it. */
    public String restOfLine() {
        return input.text().substring(input.pos(), input.end());
    }

    /** Go on behind so many characters of {@link #restOfLine()}. */
    public void skip(int characters) {
        input.moveTo(input.pos() + characters);
    }

    /** Take the lines behind this one until {@code \.} or the end. */
    public CopyData takeCopyData() {
        return input.takeCopyData(psql);
    }

    /** Whether a line below this one, up to {@code \\.}, holds more than a comment. */
    public boolean hasStatementsBelow() {
        return input.hasStatementsBelow();
    }

    /** psql asks once for each line. */
    private boolean standard() {
        return psql ? standardStringsInLine : standardStrings.getAsBoolean();
    }

    private @Nullable Stop initial(StatementBuffer out) {
        char c = input.peek(0);
        char next = input.peek(1);
        if (SqlCharacters.isSpace(c)) {
            blank(out, SqlCharacters.spaceEnd(input.text(), input.pos(), input.end()));
        } else if (c == '-' && next == '-') {
            blank(out, input.lineCommentEnd());
        } else if (c == '/' && next == '*') {
            quote.openComment(out);
        } else if (SqlCharacters.isIdentifierStart(c)) {
            word(out, c, next);
        } else if (SqlCharacters.isDigit(c) || (c == '.' && SqlCharacters.isDigit(next))) {
            input.emit(out, SqlCharacters.numberEnd(input.text(), input.pos(), input.end()));
        } else if (c == '\'') {
            quote.openString(out, standard() ? LexerMode.STRING : LexerMode.ESCAPE_STRING, 1);
        } else if (c == '"') {
            quote.openString(out, LexerMode.IDENTIFIER, 1);
        } else if (c == '$') {
            quote.openDollar(out);
        } else if (c == ';' && body.endsStatement()) {
            input.moveTo(input.pos() + 1);
            body.statementEnds();
            return Stop.SEMICOLON;
        } else if (psql && c == '\\') {
            return backslash(out, next);
        } else if (psql && c == ':') {
            colon(out, next);
        } else {
            body.symbol(c);
            input.emit(out, input.pos() + 1);
        }
        return null;
    }

    private void blank(StatementBuffer out, int to) {
        if (out.isEmpty()) {
            input.moveTo(to);
        } else {
            input.emit(out, to);
        }
    }

    private void word(StatementBuffer out, char c, char next) {
        char lower = SqlCharacters.lower(c);
        if (next == '\'' && lower == 'e') {
            quote.openString(out, LexerMode.ESCAPE_STRING, 2);
        } else if (next == '\'' && (lower == 'b' || lower == 'x')) {
            quote.openString(out, LexerMode.BIT_STRING, 2);
        } else if (next == '\'' && lower == 'n') {
            input.emit(out, input.pos() + 1);
        } else if (next == '&' && lower == 'u' && input.peek(2) == '\'') {
            quote.openString(out, LexerMode.STRING, 3);
        } else if (next == '&' && lower == 'u' && input.peek(2) == '"') {
            quote.openString(out, LexerMode.IDENTIFIER, 3);
        } else {
            int to = SqlCharacters.identifierEnd(input.text(), input.pos(), input.end());
            body.word(input.text(), input.pos(), to);
            input.emit(out, to);
        }
    }

    private @Nullable Stop backslash(StatementBuffer out, char next) {
        if (next == ';' || next == ':') {
            input.moveTo(input.pos() + 1);
            input.emit(out, input.pos() + 1);
            if (next == ';' && body.endsStatement()) {
                body.statementEnds();
            }
            return null;
        }
        if (input.isInVariable()) {
            throw new ScriptException(
                    source,
                    input.sourceOffset(),
                    "the value of variable \"" + input.variable() + "\" holds a psql command",
                    "Schemaproof does not run commands that come out of a variable; write the command into the script.");
        }
        input.moveTo(input.pos() + 1);
        return Stop.BACKSLASH;
    }

    private void colon(StatementBuffer out, char next) {
        if (next == ':' || next == '=') {
            input.emit(out, input.pos() + 2);
            return;
        }
        VariableReference reference = VariableReference.at(input.text(), input.pos(), input.end());
        String value = reference == null ? null : reference.value(variables);
        if (reference == null) {
            input.emit(out, input.pos() + 1);
        } else if (value == null || input.isInVariable(reference.name())) {
            input.emit(out, reference.end());
        } else if (reference.isPlain()) {
            input.enterVariable(reference, value);
        } else {
            out.appendUnread(value, input.offset());
            input.moveTo(reference.end());
        }
    }
}
