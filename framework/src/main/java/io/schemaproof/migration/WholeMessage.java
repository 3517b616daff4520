package io.schemaproof.migration;

import io.schemaproof.migration.StatementProbe.Sight;
import io.schemaproof.migration.script.Fragment;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A script as one message: as it is written, or with a probe's commands between its statements, which changes nothing for them,
 * because several statements of one message are one transaction anyway.
 */
final class WholeMessage {

    private static final String END = "\n;\n";

    private final Fragment whole;
    private final List<Fragment> statements;
    private final String sql;
    private final List<Part> parts;

    /** A statement in the message: where its text begins there, and how many commands stand around it. */
    private record Part(int begin, int before, int after) {}

    private WholeMessage(Fragment whole, List<Fragment> statements, String sql, List<Part> parts) {
        this.whole = whole;
        this.statements = statements;
        this.sql = sql;
        this.parts = List.copyOf(parts);
    }

    static WholeMessage plain(Fragment whole, List<Fragment> statements, String sql) {
        return new WholeMessage(whole, statements, sql, List.of());
    }

    static WholeMessage probed(Fragment whole, List<Fragment> statements, StatementProbe probe) throws SQLException {
        StringBuilder sql = new StringBuilder();
        List<Part> parts = new ArrayList<>();
        for (Fragment fragment : statements) {
            Statement statement = RunLog.statement(fragment);
            List<String> before = probe.before(statement, false);
            before.forEach(command -> sql.append(command).append(END));
            int begin = sql.length();
            sql.append(fragment.sql()).append(END);
            List<String> after = probe.after(statement);
            after.forEach(command -> sql.append(command).append(END));
            parts.add(new Part(begin, before.size(), after.size()));
        }
        return new WholeMessage(whole, statements, sql.toString(), parts);
    }

    String sql() {
        return sql;
    }

    boolean isProbed() {
        return !parts.isEmpty();
    }

    /** Offset in the source of the place that the server names; 0 of the message where it names none. */
    int sourceOffset(SQLException error) {
        int offset = ErrorMapper.offset(error, sql);
        if (!isProbed()) {
            return whole.sourceOffset(offset);
        }
        int at = 0;
        while (at + 1 < parts.size() && parts.get(at + 1).begin() <= offset) {
            at++;
        }
        Fragment fragment = statements.get(at);
        int within = Math.max(0, offset - parts.get(at).begin());
        return fragment.sourceOffset(Math.min(within, fragment.sql().length()));
    }

    /**
     * The answer to the script's own statements.
     *
     * @throws SQLException if a command of the probe's failed
     */
    ServerReply own(ServerReply reply) throws SQLException {
        if (!isProbed()) {
            return reply;
        }
        List<ServerReply.Result> own = new ArrayList<>();
        int got = reply.results().size();
        int total = parts.stream()
                .mapToInt(part -> part.before() + 1 + part.after())
                .sum();
        // The implicit COMMIT comes before the last answer; its error is that of the script's last statement.
        boolean commitFailed = reply.error().isPresent() && got == total - 1;
        int next = 0;
        for (Part part : parts) {
            next += part.before() + 1;
            if (next <= got && !(commitFailed && next + part.after() == total)) {
                own.add(reply.results().get(next - 1));
            }
            next += part.after();
            int missing = next - got;
            if (missing > 0 && missing <= part.after() && reply.error().isPresent() && !commitFailed) {
                throw reply.error().get();
            }
        }
        List<String> notices = new ArrayList<>();
        own.forEach(result -> notices.addAll(result.notices()));
        notices.addAll(reply.noticesAfter(got));
        return new ServerReply(own, notices, reply.error(), reply.nanos());
    }

    /** What the probe saw of a statement. */
    Sight sight(ServerReply reply, int statement) {
        if (statement >= parts.size()) {
            // An error of the implicit COMMIT, or a message that could not be taken apart.
            return new Sight(List.of(), List.of(), false, false);
        }
        int next = 0;
        for (int i = 0; i < statement; i++) {
            next += parts.get(i).before() + 1 + parts.get(i).after();
        }
        Part part = parts.get(statement);
        return new Sight(
                rows(reply, next, part.before()),
                rows(reply, next + part.before() + 1, part.after()),
                false,
                statement + 1 < parts.size());
    }

    private static List<ProbeRows> rows(ServerReply reply, int from, int count) {
        return from + count > reply.results().size()
                ? List.of()
                : reply.results().subList(from, from + count).stream()
                        .map(ProbeRows::of)
                        .toList();
    }
}
