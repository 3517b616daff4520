package io.schemaproof.migration;

import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.LiquibaseAttributes;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.SourceText;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database what {@code --precondition-…} lines of a changeset ask, before anything of it is run, and does what
 * {@code --preconditions onFail:… onError:…} says, as Liquibase does: stop (the default), leave the changeset out, or go on.
 */
final class LiquibasePreconditions {

    private static final Pattern LINE = Pattern.compile("(?im)^\\s*--\\s*precondition-([a-z0-9-]+)[ \\t]+([^\\r\\n]*)");
    private static final Pattern OPTIONS = Pattern.compile("(?im)^\\s*--\\s*preconditions([^\\r\\n]*)");
    private static final Pattern EXPECTED =
            Pattern.compile("(?:expectedResult:)?(?:'([^']+)'|\"([^\"]+)\"|(\\w+))\\s+(.*)", Pattern.CASE_INSENSITIVE);

    private final ScriptContext context;
    private final SourceText source;
    private final String options;

    LiquibasePreconditions(ScriptContext context) {
        this.context = context;
        this.source = context.source();
        Matcher matcher = OPTIONS.matcher(source.text());
        this.options = matcher.find() ? matcher.group(1) : "";
    }

    /** One question, and the answer without which the changeset is not run. */
    private record Question(String sql, String expected, int offset, String line) {}

    /** Whether the changeset is to be run; where it is not, the log says why. */
    boolean hold() throws SQLException {
        try {
            for (Question question : questions()) {
                Optional<String> wrong = ask(question);
                if (wrong.isPresent() && !goesOn(question, wrong.get())) {
                    return false;
                }
            }
            return true;
        } catch (ScriptException e) {
            context.fail(e);
            return false;
        }
    }

    /** What is wrong with the answer; empty if it is the expected one. */
    private Optional<String> ask(Question question) throws SQLException {
        context.log()
                .refuseOutside(new Statement(
                        question.sql(),
                        context.source().path(),
                        context.source().position(question.offset()).line(),
                        1));
        ServerReply reply = context.session().send(question.sql(), true);
        if (!reply.succeeded()) {
            String wrong =
                    "it ends in an error: " + reply.error().map(ErrorMask::text).orElse("");
            if (action("onError").equals("HALT")) {
                throw failure(question, wrong);
            }
            return Optional.of(wrong);
        }
        List<List<@Nullable String>> rows =
                reply.results().isEmpty() ? List.of() : reply.results().get(0).rows();
        String answer = rows.isEmpty() || rows.get(0).isEmpty()
                ? ""
                : String.valueOf(rows.get(0).get(0));
        return answer.equals(question.expected())
                ? Optional.empty()
                : Optional.of("expected " + question.expected() + ", and the database says "
                        + (rows.isEmpty() ? "nothing" : answer));
    }

    private boolean goesOn(Question question, String wrong) {
        return switch (action("onFail")) {
            case "WARN" -> true;
            case "CONTINUE", "MARK_RAN" -> {
                context.log()
                        .add(new StatementOutcome(
                                RunLog.statement(Fragment.synthetic(question.line(), source, question.offset())),
                                Duration.ZERO,
                                -1,
                                List.of(MigrationRun.LEFT_OUT + "its precondition does not hold: " + wrong),
                                Optional.empty()));
                yield false;
            }
            default -> throw failure(question, wrong);
        };
    }

    private ScriptException failure(Question question, String wrong) {
        return new ScriptException(
                source,
                question.offset(),
                "Liquibase: precondition failed: " + wrong,
                "Liquibase stops here; onFail:MARK_RAN or onFail:CONTINUE behind --preconditions leaves the changeset out.");
    }

    private String action(String name) {
        return LiquibaseAttributes.value(options, name, LiquibaseAttributes.WORD)
                .orElse("HALT")
                .toUpperCase(Locale.ROOT);
    }

    private List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        Matcher matcher = LINE.matcher(source.text());
        while (matcher.find()) {
            int offset = matcher.start(1);
            String rest = matcher.group(2).strip();
            switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
                case "sql-check" -> {
                    Matcher expected = EXPECTED.matcher(rest);
                    if (!expected.matches()) {
                        throw unknown(offset, "sql-check needs an expected result and a query");
                    }
                    String result = expected.group(1) != null
                            ? expected.group(1)
                            : expected.group(2) != null ? expected.group(2) : expected.group(3);
                    questions.add(new Question(
                            expected.group(4), result, offset, matcher.group().strip()));
                }
                case "table-exists" -> questions.add(exists("table", "rp", rest, offset, matcher));
                case "view-exists" -> questions.add(exists("view", "v", rest, offset, matcher));
                default -> throw unknown(offset, "the precondition " + matcher.group(1) + " is not known here");
            }
        }
        return questions;
    }

    private Question exists(String kind, String relkinds, String rest, int offset, Matcher matcher) {
        String name = LiquibaseAttributes.value(rest, kind, LiquibaseAttributes.WORD)
                .orElseThrow(() -> unknown(offset, kind + "-exists needs " + kind + ":name"));
        String schema = LiquibaseAttributes.value(rest, "schema", LiquibaseAttributes.WORD)
                .map(LiquibasePreconditions::quoted)
                .orElse("current_schema()::text");
        String sql =
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE lower(c.relname) = lower(" + quoted(name) + ") AND lower(n.nspname) = lower(" + schema
                        + ") AND strpos('" + relkinds + "', c.relkind::text) > 0)";
        return new Question(sql, "t", offset, matcher.group().strip());
    }

    private static String quoted(String name) {
        return "'" + name.replace("'", "''") + "'";
    }

    private ScriptException unknown(int offset, String message) {
        return new ScriptException(
                source, offset, "Liquibase: " + message, "Known are sql-check, table-exists and view-exists.");
    }
}
