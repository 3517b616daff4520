package io.schemaproof.verify.result;

import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Statement;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.Relation;
import io.schemaproof.trace.ScriptTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a check has seen, as figures that a report draws. It is the same whether the check passed or not; what follows from it is
 * said by findings. Whoever shows it hides the values of sensitive columns, which statements and definitions may hold.
 *
 * @since 0.1
 */
public sealed interface Evidence {

    /** What it shows, in a few words: {@code what the up changes}. */
    String title();

    /**
     * In what two schemas differ.
     *
     * @param diff with a change at least
     * @since 0.1
     */
    record SchemaChange(String title, CatalogDiff diff) implements Evidence {}

    /**
     * What a script has locked, and who had to wait for it.
     *
     * @param trace of the script on filled tables
     * @since 0.1
     */
    record Locks(String title, ScriptTrace trace) implements Evidence {}

    /**
     * How many rows the tables held at some moments.
     *
     * @param moments in their order, two at least
     * @since 0.1
     */
    record RowCounts(String title, List<Moment> moments) implements Evidence {

        public RowCounts {
            moments = List.copyOf(moments);
        }

        /**
         * One moment.
         *
         * @param name such as {@code before the up}
         * @param rows the tables that are there, to their rows
         * @param bytes that they take with their indexes; of some tables, or of none where nobody has looked
         * @since 0.1
         */
        public record Moment(String name, SortedMap<Relation, Long> rows, SortedMap<Relation, Long> bytes) {

            public Moment {
                rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
                bytes = Collections.unmodifiableSortedMap(new TreeMap<>(bytes));
            }

            /** Return the moment at which the rows were reduced to a digest. */
            public static Moment of(String name, DataDigest digest, SortedMap<Relation, Long> bytes) {
                SortedMap<Relation, Long> rows = new TreeMap<>();
                digest.tables().forEach((table, reduced) -> rows.put(table, reduced.rows()));
                return new Moment(name, rows, bytes);
            }
        }
    }

    /**
     * How the server runs a query on both sides of an up.
     *
     * @param guilty the nodes of the later plan that are to blame
     * @since 0.1
     */
    record Plans(String title, QueryPlan before, QueryPlan after, List<PlanNode> guilty) implements Evidence {

        public Plans {
            guilty = List.copyOf(guilty);
        }
    }

    /**
     * How the server runs a query.
     *
     * @param guilty the nodes that are to blame
     * @since 0.1
     */
    record Plan(String title, QueryPlan plan, List<PlanNode> guilty) implements Evidence {

        public Plan {
            guilty = List.copyOf(guilty);
        }
    }

    /**
     * How long a query ran, again and again.
     *
     * @param series one at least
     * @param limit what was demanded
     * @since 0.1
     */
    record Times(String title, List<Series> series, Optional<Duration> limit) implements Evidence {

        public Times {
            series = List.copyOf(series);
        }

        /**
         * The times of one query.
         *
         * @param samples sorted, one at least
         * @since 0.1
         */
        public record Series(String name, List<Duration> samples) {

            public Series {
                samples = samples.stream().sorted().toList();
            }
        }
    }

    /**
     * Some rows, whose sensitive values are hidden already.
     *
     * @param columns their names
     * @param rows each with a text for each column; null is NULL
     * @param more whether there are more than are shown
     * @since 0.1
     */
    record Rows(String title, List<String> columns, List<List<@Nullable String>> rows, boolean more)
            implements Evidence {

        public Rows {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /**
     * What a server has logged.
     *
     * @param lines in their order, without values of sensitive columns
     * @since 0.1
     */
    record LogLines(String title, List<String> lines) implements Evidence {

        public LogLines {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A statement that was run.
     *
     * @since 0.1
     */
    record Sql(String title, String sql) implements Evidence {}

    /**
     * What queries cost on both sides of an up, each executed once with the same values.
     *
     * @since 0.1
     */
    record QueryCosts(String title, List<Cost> costs) implements Evidence {

        public QueryCosts {
            costs = List.copyOf(costs);
        }

        /**
         * One query.
         *
         * @param query service and name
         * @param millisBefore the server's own measure
         * @param pagesBefore pages of 8 KiB touched
         * @since 0.1
         */
        public record Cost(
                String query,
                OptionalDouble millisBefore,
                OptionalDouble millisAfter,
                OptionalLong pagesBefore,
                OptionalLong pagesAfter) {}
    }

    /**
     * What clients had to wait for.
     *
     * @since 0.1
     */
    record ClientWaits(String title, List<Wait> waits) implements Evidence {

        public ClientWaits {
            waits = List.copyOf(waits);
        }

        /**
         * A statement of a client that waited.
         *
         * @param statement of the client, without values
         * @param cause the statement of the script
         * @param relation that was locked
         * @param mode of the script's lock
         * @param behindReader whether the script itself waited for somebody who reads
         * @since 0.1
         */
        public record Wait(String statement, Statement cause, String relation, String mode, boolean behindReader) {}
    }

    /**
     * What the server told the session of a script.
     *
     * @since 0.1
     */
    record ServerMessages(String title, List<Message> messages) implements Evidence {

        public ServerMessages {
            messages = List.copyOf(messages);
        }

        /** Return what was said during a run; empty where that was nothing. */
        public static Optional<Evidence> of(String title, MigrationRun run) {
            List<Message> messages = new ArrayList<>();
            for (StatementOutcome outcome : run.outcomes()) {
                outcome.notices().forEach(text -> messages.add(new Message(outcome.statement(), text)));
                outcome.error()
                        .map(error -> ErrorFacts.of(outcome))
                        .ifPresent(facts -> messages.add(new Message(
                                outcome.statement(),
                                "ERROR: " + facts.get("error") + " (" + facts.get("sqlState") + ")")));
            }
            return messages.isEmpty() ? Optional.empty() : Optional.of(new ServerMessages(title, messages));
        }

        /**
         * One message.
         *
         * @param statement that ran
         * @param text with the severity, such as {@code NOTICE: …}
         * @since 0.1
         */
        public record Message(Statement statement, String text) {}
    }
}
