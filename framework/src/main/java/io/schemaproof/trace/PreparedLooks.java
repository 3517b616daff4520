package io.schemaproof.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which looks are prepared in a session. Each is prepared when it is first needed: most sessions run one script. */
final class PreparedLooks {

    private boolean trace;
    private boolean some;
    private boolean since;
    private boolean mark;

    /** A look at what the transaction has locked. */
    List<String> trace() {
        List<String> commands = prepareTrace();
        commands.add(SampleQuery.execute());
        return commands;
    }

    private List<String> prepareTrace() {
        List<String> commands = new ArrayList<>();
        if (!trace) {
            commands.add(SampleQuery.PREPARE_TRACE);
            trace = true;
        }
        return commands;
    }

    /**
     * A look at what the transaction has locked, and at some others.
     *
     * @param alone whether it is a message of its own, so that what is prepared in it is so for certain
     */
    List<String> some(Collection<Long> touched, boolean alone) {
        if (touched.isEmpty()) {
            return trace();
        }
        List<String> commands = prepareTrace();
        if (some || alone) {
            if (!some) {
                commands.add(SampleQuery.PREPARE_SOME);
                some = true;
            }
            commands.add(SampleQuery.execute(touched));
        } else {
            commands.add(SampleQuery.some(touched));
        }
        return commands;
    }

    /** A look at what was changed since a transaction. */
    List<String> since(long transaction) {
        List<String> commands = new ArrayList<>();
        if (!since) {
            commands.add(SampleQuery.PREPARE_SINCE);
            since = true;
        }
        commands.add(SampleQuery.executeSince(transaction));
        return commands;
    }

    /** The look that tells whether the state of the session must be read. */
    List<String> mark() {
        List<String> commands = new ArrayList<>();
        if (!mark) {
            commands.add(SessionState.PREPARE_MARK);
            mark = true;
        }
        commands.add(SessionState.EXECUTE_MARK);
        return commands;
    }

    /**
     * What has to follow a statement that discards everything prepared. Where it fails, this is not run either, and all is as it was.
     */
    List<String> again() {
        List<String> commands = new ArrayList<>();
        add(commands, trace, SampleQuery.PREPARE_TRACE);
        add(commands, some, SampleQuery.PREPARE_SOME);
        add(commands, since, SampleQuery.PREPARE_SINCE);
        add(commands, mark, SessionState.PREPARE_MARK);
        return commands;
    }

    private static void add(List<String> commands, boolean wanted, String command) {
        if (wanted) {
            commands.add(command);
        }
    }

    /** Everything is gone. */
    void forget() {
        trace = false;
        some = false;
        since = false;
        mark = false;
    }
}
