package io.schemaproof.migration.script;

import io.schemaproof.base.SqlCharacters;

/** The comment, string or quoted identifier in which the lexer is, and where that ends. */
final class OpenQuote {

    private final LexerInput input;
    private final boolean psql;

    private LexerMode mode = LexerMode.INITIAL;
    private LexerMode stringMode = LexerMode.STRING;
    private boolean newlineAfterString;
    private boolean leadingComment;
    private int commentDepth;
    private int openedAt;
    private String dollarTag = "";

    OpenQuote(LexerInput input, boolean psql) {
        this.input = input;
        this.psql = psql;
    }

    /** Whether what is read next stands in it, or may continue it. */
    boolean isOpen() {
        return mode != LexerMode.INITIAL;
    }

    void reset() {
        mode = LexerMode.INITIAL;
        leadingComment = false;
    }

    void requireClosed(SourceText source) {
        String what = mode.missing(dollarTag);
        if (!what.isEmpty()) {
            throw new ScriptException(
                    source,
                    input.map().toSource(openedAt),
                    "unterminated " + what,
                    "It is opened here and never closed.");
        }
    }

    /** Take the end of a line, unless nothing stands before it. */
    void newline(StatementBuffer out) {
        if (mode == LexerMode.AFTER_STRING) {
            newlineAfterString = true;
        }
        if (!out.isEmpty() && !leadingComment) {
            out.append("\n", 0, 1, input.end());
        }
    }

    /** Read on until it ends or the line does. */
    void step(StatementBuffer out) {
        switch (mode) {
            case INITIAL -> {}
            case COMMENT -> comment(out);
            case STRING, BIT_STRING, ESCAPE_STRING -> string(out, '\'');
            case IDENTIFIER -> string(out, '"');
            case DOLLAR -> dollar(out);
            case AFTER_STRING -> afterString(out);
        }
    }

    void openComment(StatementBuffer out) {
        leadingComment = out.isEmpty();
        if (leadingComment) {
            out.comment();
        }
        commentDepth = 0;
        open(LexerMode.COMMENT);
        comment(out);
    }

    private void open(LexerMode newMode) {
        mode = newMode;
        openedAt = input.offset();
    }

    /** Open a string or a quoted identifier whose prefix and quote are so long. */
    void openString(StatementBuffer out, LexerMode newMode, int length) {
        open(newMode);
        input.emit(out, input.pos() + length);
    }

    /** Open a dollar-quoted string, or take a dollar that opens none. */
    void openDollar(StatementBuffer out) {
        int to = SqlCharacters.dollarTagEnd(input.text(), input.pos(), input.end());
        if (to < 0) {
            input.emit(out, input.pos() + 1);
            return;
        }
        open(LexerMode.DOLLAR);
        dollarTag = input.text().substring(input.pos(), to);
        input.emit(out, to);
    }

    private void dollar(StatementBuffer out) {
        int end = input.end();
        int at = input.find('$');
        if (at < end && input.text().startsWith(dollarTag, at) && at + dollarTag.length() <= end) {
            mode = LexerMode.INITIAL;
            input.emit(out, at + dollarTag.length());
        } else {
            input.emit(out, Math.min(at + 1, end));
        }
    }

    private void comment(StatementBuffer out) {
        String text = input.text();
        int end = input.end();
        int at = input.pos();
        while (at < end) {
            char c = text.charAt(at);
            char next = at + 1 < end ? text.charAt(at + 1) : 0;
            if (c == '/' && next == '*') {
                commentDepth++;
                at += 2;
            } else if (c == '*' && next == '/') {
                at += 2;
                if (--commentDepth == 0) {
                    mode = LexerMode.INITIAL;
                    break;
                }
            } else {
                at++;
            }
        }
        if (leadingComment) {
            input.moveTo(at);
            leadingComment = mode == LexerMode.COMMENT;
        } else {
            input.emit(out, at);
        }
    }

    private void string(StatementBuffer out, char quote) {
        int to = SqlCharacters.quoteEnd(input.text(), quote, mode == LexerMode.ESCAPE_STRING, input.pos(), input.end());
        if (to < 0) {
            input.emit(out, input.end());
        } else {
            closeString();
            input.emit(out, to);
        }
    }

    private void closeString() {
        // psql gives the lexer one line at a time, so it never sees a string go on behind a line's end; the server
        // does.
        if (psql || mode == LexerMode.IDENTIFIER) {
            mode = LexerMode.INITIAL;
        } else {
            stringMode = mode;
            mode = LexerMode.AFTER_STRING;
            newlineAfterString = false;
        }
    }

    private void afterString(StatementBuffer out) {
        char c = input.peek(0);
        if (SqlCharacters.isSpace(c)) {
            newlineAfterString |= c == '\r' || c == '\n';
            input.emit(out, input.pos() + 1);
        } else if (c == '-' && input.peek(1) == '-') {
            input.emit(out, input.lineCommentEnd());
        } else if (c == '\'' && newlineAfterString) {
            open(stringMode);
            input.emit(out, input.pos() + 1);
        } else {
            mode = LexerMode.INITIAL;
        }
    }
}
