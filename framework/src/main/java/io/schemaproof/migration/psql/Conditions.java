package io.schemaproof.migration.psql;

import io.schemaproof.migration.script.LexerState;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The stack of {@code \if}.
 *
 * @since 0.1
 */
public final class Conditions {

    /** Where the reading stands in one {@code \if}. */
    private enum State {
        TRUE,
        FALSE,
        IGNORED,
        ELSE_TRUE,
        ELSE_FALSE
    }

    /**
     * What the text of the statement was when a branch that is not taken began.
     *
     * @param length characters of the statement so far
     * @param lexer what the lexer knew of it; psql restores all of that since 15.19, 16.15, 17.11 and 18.6
     */
    public record Mark(int length, LexerState lexer) {}

    private static final class Level {
        private State state;
        private Mark mark;

        private Level(State state, Mark mark) {
            this.state = state;
            this.mark = mark;
        }
    }

    private final Deque<Level> levels = new ArrayDeque<>();

    /** Whether the text that is being read counts. */
    public boolean isActive() {
        Level top = levels.peek();
        return top == null || top.state == State.TRUE || top.state == State.ELSE_TRUE;
    }

    public boolean isEmpty() {
        return levels.isEmpty();
    }

    /** Whether the expression of an {@code \elif} must be looked at. */
    public boolean elifIsEvaluated() {
        Level top = levels.peek();
        return top != null && top.state == State.FALSE;
    }

    /** Begin an {@code \if} whose expression has the value; ignored where the text does not count. */
    public void begin(boolean value, Mark mark) {
        levels.push(new Level(!isActive() ? State.IGNORED : value ? State.TRUE : State.FALSE, mark));
    }

    /**
     * Come to an {@code \elif}.
     *
     * @return what the statement goes back to
     */
    public Mark elif(boolean value, Mark now) throws MetaCommandException {
        Level top = top("\\elif");
        switch (top.state) {
            case TRUE -> {
                top.mark = now;
                top.state = State.IGNORED;
            }
            case FALSE -> top.state = value ? State.TRUE : State.FALSE;
            case IGNORED -> {}
            default -> throw new MetaCommandException("\\elif: cannot occur after \\else");
        }
        return top.mark;
    }

    /**
     * Come to an {@code \else}.
     *
     * @return what the statement goes back to
     */
    public Mark otherwise(Mark now) throws MetaCommandException {
        Level top = top("\\else");
        switch (top.state) {
            case TRUE -> {
                top.mark = now;
                top.state = State.ELSE_FALSE;
            }
            case FALSE -> top.state = State.ELSE_TRUE;
            case IGNORED -> top.state = State.ELSE_FALSE;
            default -> throw new MetaCommandException("\\else: cannot occur after \\else");
        }
        return top.mark;
    }

    /**
     * Come to an {@code \endif}.
     *
     * @return what the statement goes back to
     */
    public Mark end(Mark now) throws MetaCommandException {
        Level top = top("\\endif");
        Mark mark = isActive() ? now : top.mark;
        levels.pop();
        return mark;
    }

    private Level top(String command) throws MetaCommandException {
        Level top = levels.peek();
        if (top == null) {
            throw new MetaCommandException(command + ": no matching \\if");
        }
        return top;
    }
}
