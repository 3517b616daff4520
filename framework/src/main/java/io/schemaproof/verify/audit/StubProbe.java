package io.schemaproof.verify.audit;

import io.schemaproof.base.SqlText;
import io.schemaproof.migration.Statement;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks the server whether a statement that failed would have made a relation: with an empty table of that name in its way it says
 * that there is one already. So nothing is read out of the text of the statement.
 */
final class StubProbe {

    private static final String DUPLICATE = "42P07";

    private record Question(Statement statement, NamedObject object) {}

    private final ObservedDatabase database;
    private final Map<Question, Boolean> answers = new HashMap<>();

    /** @param database in which the relation is missing; it stays as it is */
    StubProbe(ObservedDatabase database) {
        this.database = database;
    }

    boolean wouldMake(Statement failed, NamedObject object) {
        return answers.computeIfAbsent(new Question(failed, object), this::ask);
    }

    private boolean ask(Question question) {
        NamedObject object = question.object();
        String name = Stream.of(object.name().split("\\.", -1))
                .map(SqlText::identifier)
                .collect(Collectors.joining("."));
        try (Connection connection = database.database().connect()) {
            connection.setAutoCommit(false);
            try (java.sql.Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute("CREATE TABLE " + name + " ()");
                statement.execute(question.statement().sql());
                return says(statement.getWarnings(), object);
            } catch (SQLException e) {
                return DUPLICATE.equals(e.getSQLState())
                        && String.valueOf(e.getMessage()).contains('"' + object.bare() + '"');
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            // It ended its session, or cannot be asked: nothing is known then.
            return false;
        }
    }

    /** With IF NOT EXISTS it is said in a notice. */
    private static boolean says(SQLWarning notices, NamedObject object) {
        for (SQLWarning notice = notices; notice != null; notice = notice.getNextWarning()) {
            if (DUPLICATE.equals(notice.getSQLState())
                    && String.valueOf(notice.getMessage()).contains('"' + object.bare() + '"')) {
                return true;
            }
        }
        return false;
    }
}
