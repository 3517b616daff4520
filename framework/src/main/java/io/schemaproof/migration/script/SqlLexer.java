package io.schemaproof.migration.script;

import java.util.ArrayDeque;
import java.util.Deque;
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

    private enum Mode {
        INITIAL,
        COMMENT,
        STRING,
        ESCAPE_STRING,
        BIT_STRING,
        IDENTIFIER,
        DOLLAR,
        AFTER_STRING
    }

    private record Frame(String text, int pos, int end) {}

    private final SourceText source;
    private final OffsetMap map;
    private final boolean psql;
    private final BooleanSupplier standardStrings;
    private final Variables variables;
    private final BodyTracker body = new BodyTracker();

    // The line that is being read, or the value of a variable that stands in it.
    private String text;
    private int pos;
    private int end;
    private int nextLine;
    private final Deque<Frame> outer = new ArrayDeque<>();
    private final Deque<String> expanding = new ArrayDeque<>();
    private int expandedAt;

    private Mode mode = Mode.INITIAL;
    private Mode stringMode = Mode.STRING;
    private boolean newlineAfterString;
    private boolean leadingComment;
    private int commentDepth;
    private int openedAt;
    private String dollarTag = "";

    private SqlLexer(
            SourceText source,
            String text,
            OffsetMap map,
            boolean psql,
            BooleanSupplier standardStrings,
            Variables variables) {
        this.source = source;
        this.text = text;
        this.map = map;
        this.psql = psql;
        this.standardStrings = standardStrings;
        this.variables = variables;
        advanceLine();
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

    /** Append to the buffer until something stops it. Leading white space and comments are left out. */
    public Stop scan(StatementBuffer out) {
        while (true) {
            if (pos >= end) {
                if (!outer.isEmpty()) {
                    leaveVariable();
                } else if (nextLine > text.length()) {
                    return Stop.END;
                } else {
                    newline(out);
                }
                continue;
            }
            Stop stop = step(out);
            if (stop != null) {
                return stop;
            }
        }
    }

    /** Take the statement out of the buffer. */
    public Fragment take(StatementBuffer out) {
        return out.take(source, map);
    }

    /** Forget open quotes and parentheses, as psql does after a statement that one of its commands sent. */
    public void reset() {
        mode = Mode.INITIAL;
        leadingComment = false;
        body.reset();
    }

    public int parenDepth() {
        return body.parenDepth();
    }

    public void setParenDepth(int depth) {
        body.setParenDepth(depth);
    }

    /** Demand that no quote or comment is open. */
    public void requireClosed() {
        String what = switch (mode) {
            case COMMENT -> "comment: */ is missing";
            case STRING, ESCAPE_STRING, BIT_STRING -> "string: ' is missing";
            case IDENTIFIER -> "quoted identifier: \" is missing";
            case DOLLAR -> "dollar-quoted string: " + dollarTag + " is missing";
            case INITIAL, AFTER_STRING -> "";
        };
        if (!what.isEmpty()) {
            throw new ScriptException(
                    source, map.toSource(openedAt), "unterminated " + what, "It is opened here and never closed.");
        }
    }

    /** Offset in the source of what is read next. */
    public int sourceOffset() {
        return map.toSource(outer.isEmpty() ? pos : expandedAt);
    }

    /** What is left of the line; psql's commands read it. */
    public String restOfLine() {
        return text.substring(pos, end);
    }

    /** Go on behind so many characters of {@link #restOfLine()}. */
    public void skip(int characters) {
        pos += characters;
    }

    /** Take the lines behind this one until {@code \.} or the end. */
    public CopyData takeCopyData() {
        String all = outer.isEmpty() ? text : outer.peekLast().text();
        int from = Math.min(nextLine, all.length());
        int line = from;
        while (line < all.length()) {
            int stop = all.indexOf('\n', line);
            int lineEnd = stop < 0 ? all.length() : stop;
            if (isEndOfData(all, line, lineEnd)) {
                nextLine = lineEnd + 1;
                return new CopyData(all.substring(from, line), map.toSource(from), true);
            }
            line = lineEnd + 1;
        }
        nextLine = all.length() + 1;
        return new CopyData(all.substring(from), map.toSource(from), false);
    }

    private static boolean isEndOfData(String text, int from, int to) {
        int stop = to > from && text.charAt(to - 1) == '\r' ? to - 1 : to;
        return stop - from == 2 && text.startsWith("\\.", from);
    }

    private void advanceLine() {
        pos = nextLine;
        int stop = text.indexOf('\n', pos);
        end = stop < 0 ? text.length() : stop;
        nextLine = end + 1;
    }

    private void newline(StatementBuffer out) {
        if (mode == Mode.AFTER_STRING) {
            newlineAfterString = true;
        }
        if (!out.isEmpty() && !leadingComment) {
            out.append("\n", 0, 1, end);
        }
        advanceLine();
    }

    private @Nullable Stop step(StatementBuffer out) {
        switch (mode) {
            case INITIAL -> {
                return initial(out);
            }
            case COMMENT -> comment(out);
            case STRING, BIT_STRING -> string(out, '\'');
            case IDENTIFIER -> string(out, '"');
            case ESCAPE_STRING -> escapeString(out);
            case DOLLAR -> dollar(out);
            case AFTER_STRING -> afterString(out);
        }
        return null;
    }

    private @Nullable Stop initial(StatementBuffer out) {
        char c = text.charAt(pos);
        char next = pos + 1 < end ? text.charAt(pos + 1) : 0;
        if (Characters.isSpace(c)) {
            blank(out, Characters.spaceEnd(text, pos, end));
        } else if (c == '-' && next == '-') {
            blank(out, Characters.find(text, '\n', pos, end));
        } else if (c == '/' && next == '*') {
            leadingComment = out.isEmpty();
            commentDepth = 0;
            open(Mode.COMMENT);
            comment(out);
        } else if (Characters.isIdentifierStart(c)) {
            word(out, c, next);
        } else if (c == '\'') {
            openString(out, standardStrings.getAsBoolean() ? Mode.STRING : Mode.ESCAPE_STRING, 1);
        } else if (c == '"') {
            openString(out, Mode.IDENTIFIER, 1);
        } else if (c == '$') {
            openDollar(out);
        } else if (c == ';' && body.endsStatement()) {
            pos++;
            body.statementEnds();
            return Stop.SEMICOLON;
        } else if (psql && c == '\\') {
            return backslash(out, next);
        } else if (psql && c == ':') {
            colon(out, next);
        } else {
            body.symbol(c);
            emit(out, pos + 1);
        }
        return null;
    }

    private void blank(StatementBuffer out, int to) {
        if (out.isEmpty()) {
            pos = to;
        } else {
            emit(out, to);
        }
    }

    private void word(StatementBuffer out, char c, char next) {
        char lower = Characters.lower(c);
        if (next == '\'' && lower == 'e') {
            openString(out, Mode.ESCAPE_STRING, 2);
        } else if (next == '\'' && (lower == 'b' || lower == 'x')) {
            openString(out, Mode.BIT_STRING, 2);
        } else if (next == '\'' && lower == 'n') {
            emit(out, pos + 1);
        } else if (next == '&' && lower == 'u' && pos + 2 < end && text.charAt(pos + 2) == '\'') {
            openString(out, Mode.STRING, 3);
        } else if (next == '&' && lower == 'u' && pos + 2 < end && text.charAt(pos + 2) == '"') {
            openString(out, Mode.IDENTIFIER, 3);
        } else {
            int to = Characters.identifierEnd(text, pos, end);
            body.word(text, pos, to);
            emit(out, to);
        }
    }

    private void open(Mode newMode) {
        mode = newMode;
        openedAt = outer.isEmpty() ? pos : expandedAt;
    }

    private void openString(StatementBuffer out, Mode newMode, int length) {
        open(newMode);
        emit(out, pos + length);
    }

    private void openDollar(StatementBuffer out) {
        int to = Characters.dollarTagEnd(text, pos, end);
        if (to < 0) {
            emit(out, pos + 1);
            return;
        }
        open(Mode.DOLLAR);
        dollarTag = text.substring(pos, to);
        emit(out, to);
    }

    private void dollar(StatementBuffer out) {
        int at = Characters.find(text, '$', pos, end);
        if (at < end && text.startsWith(dollarTag, at) && at + dollarTag.length() <= end) {
            mode = Mode.INITIAL;
            emit(out, at + dollarTag.length());
        } else {
            emit(out, Math.min(at + 1, end));
        }
    }

    private void comment(StatementBuffer out) {
        int at = pos;
        while (at < end) {
            char c = text.charAt(at);
            char next = at + 1 < end ? text.charAt(at + 1) : 0;
            if (c == '/' && next == '*') {
                commentDepth++;
                at += 2;
            } else if (c == '*' && next == '/') {
                at += 2;
                if (--commentDepth == 0) {
                    mode = Mode.INITIAL;
                    break;
                }
            } else {
                at++;
            }
        }
        if (leadingComment) {
            pos = at;
            leadingComment = mode == Mode.COMMENT;
        } else {
            emit(out, at);
        }
    }

    private void string(StatementBuffer out, char quote) {
        int at = Characters.find(text, quote, pos, end);
        if (at == end) {
            emit(out, end);
        } else if (isDoubled(at)) {
            emit(out, at + 2);
        } else {
            closeString();
            emit(out, at + 1);
        }
    }

    private void escapeString(StatementBuffer out) {
        int at = pos;
        while (at < end && (text.charAt(at) != '\'' || isDoubled(at))) {
            at += text.charAt(at) == '\\' || text.charAt(at) == '\'' ? 2 : 1;
        }
        if (at >= end) {
            emit(out, end);
        } else {
            closeString();
            emit(out, at + 1);
        }
    }

    private boolean isDoubled(int at) {
        return at + 1 < end && text.charAt(at + 1) == text.charAt(at);
    }

    private void closeString() {
        // psql gives the lexer one line at a time, so it never sees a string go on behind a line's end; the server
        // does.
        if (psql || mode == Mode.IDENTIFIER) {
            mode = Mode.INITIAL;
        } else {
            stringMode = mode;
            mode = Mode.AFTER_STRING;
            newlineAfterString = false;
        }
    }

    private void afterString(StatementBuffer out) {
        char c = text.charAt(pos);
        if (Characters.isSpace(c)) {
            newlineAfterString |= c == '\r' || c == '\n';
            emit(out, pos + 1);
        } else if (c == '-' && pos + 1 < end && text.charAt(pos + 1) == '-') {
            emit(out, Characters.find(text, '\n', pos, end));
        } else if (c == '\'' && newlineAfterString) {
            open(stringMode);
            emit(out, pos + 1);
        } else {
            mode = Mode.INITIAL;
        }
    }

    private @Nullable Stop backslash(StatementBuffer out, char next) {
        if (next == ';' || next == ':') {
            pos++;
            emit(out, pos + 1);
            if (next == ';') {
                body.forgetWords();
            }
            return null;
        }
        if (!outer.isEmpty()) {
            throw new ScriptException(
                    source,
                    map.toSource(expandedAt),
                    "the value of variable \"" + expanding.peek() + "\" holds a psql command",
                    "Schemaproof does not run commands that come out of a variable; write the command into the script.");
        }
        pos++;
        return Stop.BACKSLASH;
    }

    private void colon(StatementBuffer out, char next) {
        if (next == ':' || next == '=') {
            emit(out, pos + 2);
            return;
        }
        VariableReference reference = VariableReference.at(text, pos, end);
        String value = reference == null ? null : reference.value(variables);
        if (reference == null) {
            emit(out, pos + 1);
        } else if (value == null || expanding.contains(reference.name())) {
            emit(out, reference.end());
        } else if (reference.isPlain()) {
            enterVariable(reference, value);
        } else {
            out.appendReplacement(value, 0, value.length(), outer.isEmpty() ? pos : expandedAt);
            pos = reference.end();
        }
    }

    private void enterVariable(VariableReference reference, String value) {
        if (outer.isEmpty()) {
            expandedAt = pos;
        }
        outer.push(new Frame(text, reference.end(), end));
        expanding.push(reference.name());
        text = value;
        pos = 0;
        end = value.length();
    }

    private void leaveVariable() {
        Frame frame = outer.pop();
        expanding.pop();
        text = frame.text();
        pos = frame.pos();
        end = frame.end();
    }

    private void emit(StatementBuffer out, int to) {
        int stop = Math.min(to, end);
        if (outer.isEmpty()) {
            out.append(text, pos, stop, pos);
        } else {
            out.appendReplacement(text, pos, stop, expandedAt);
        }
        pos = stop;
    }
}
