package io.schemaproof.migration.script;

import io.schemaproof.base.SqlCharacters;
import java.util.Arrays;

/** Knows whether a semicolon ends the statement: not in parentheses, not in a body between BEGIN and END. */
final class BodyTracker {

    private static final int REMEMBERED = 4;

    private final char[] words;
    private final CopyWords copy;
    private int wordCount;
    private int parenDepth;
    private int beginDepth;

    BodyTracker() {
        words = new char[REMEMBERED];
        copy = new CopyWords();
    }

    private BodyTracker(BodyTracker other) {
        words = other.words.clone();
        copy = new CopyWords(other.copy);
        wordCount = other.wordCount;
        parenDepth = other.parenDepth;
        beginDepth = other.beginDepth;
    }

    BodyTracker copy() {
        return new BodyTracker(this);
    }

    boolean endsStatement() {
        return parenDepth == 0 && beginDepth == 0;
    }

    void symbol(char c) {
        if (c == '(') {
            parenDepth++;
        } else if (c == ')' && parenDepth > 0) {
            parenDepth--;
        }
    }

    /** Take note of an identifier or keyword. The rule is psql's: it looks at nothing but these few words. */
    void word(String text, int from, int to) {
        if (wordCount < REMEMBERED) {
            words[wordCount] = head(text, from, to);
        }
        wordCount++;
        if (parenDepth > 0) {
            return;
        }
        copy.word(text, from, to);
        if (!createsRoutine()) {
            return;
        }
        if (is("begin", text, from, to)) {
            beginDepth++;
        } else if (is("case", text, from, to)) {
            beginDepth += beginDepth > 0 ? 1 : 0;
        } else if (is("end", text, from, to) && beginDepth > 0) {
            beginDepth--;
        }
    }

    void statementEnds() {
        copy.statementEnds();
        wordCount = 0;
        Arrays.fill(words, (char) 0);
    }

    /** How often psql passes over rows behind what has been read since this was asked last, where the server does not ask for them. */
    int takeCopies() {
        return copy.take();
    }

    void reset() {
        int unused = takeCopies();
        statementEnds();
        parenDepth = 0;
        beginDepth = 0;
    }

    private boolean createsRoutine() {
        return words[0] == 'c' && (isRoutine(words[1]) || (words[1] == 'o' && words[2] == 'r' && isRoutine(words[3])));
    }

    private static boolean isRoutine(char head) {
        return head == 'f' || head == 'p';
    }

    private static char head(String text, int from, int to) {
        boolean known = is("create", text, from, to)
                || is("function", text, from, to)
                || is("procedure", text, from, to)
                || is("or", text, from, to)
                || is("replace", text, from, to);
        return known ? SqlCharacters.lower(text.charAt(from)) : 0;
    }

    static boolean is(String word, String text, int from, int to) {
        return to - from == word.length() && text.regionMatches(true, from, word, 0, word.length());
    }
}
