package io.schemaproof.verify.result;

import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import java.util.List;
import java.util.Optional;

/**
 * The rules of the checks that a project asks for by name: what can be found, how much it weighs, and which verdict it brings.
 * The part of an id before the dot is the check's name.
 *
 * @since 0.1
 */
public enum PolicyRule implements MigrationRule {
    /** A second run ends in an error, and must not. */
    RERUN_FAILS("idempotency.rerun-fails", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** A second run changes the schema. */
    RERUN_CHANGES_SCHEMA("idempotency.changes-schema", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** A second run changes rows. */
    RERUN_CHANGES_ROWS("idempotency.changes-rows", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** A second run passes, and must be refused. */
    RERUN_PASSES("idempotency.rerun-passes", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** The second run told nothing. */
    RERUN_NOT_CHECKED("idempotency.not-checked", Severity.WARNING, MigrationVerdict.INCONCLUSIVE),
    /** A comment asks for something else, without a reason or in words that mean nothing. */
    IDEMPOTENCY_DECLARATION_INVALID("idempotency.declaration-invalid", Severity.WARNING, MigrationVerdict.OK),
    /** A comment takes a migration out that would pass. */
    IDEMPOTENCY_DECLARATION_UNUSED("idempotency.declaration-unused", Severity.WARNING, MigrationVerdict.OK),
    /** A comment takes a migration out that would not pass, and says why. */
    IDEMPOTENCY_DECLARED("idempotency.declared", Severity.NOTE, MigrationVerdict.OK),
    /** Stopped half way it leaves something behind, over which a second try stumbles. */
    PARTIAL_STUCK("partial.stuck", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** Stopped half way and tried again it reports success, and the database is another than without the stop. */
    PARTIAL_HIDDEN("partial.hidden", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** Nobody knows what a failure half way leaves behind. */
    PARTIAL_NOT_CHECKED("partial.not-checked", Severity.WARNING, MigrationVerdict.INCONCLUSIVE),
    /** It was not stopped everywhere. */
    PARTIAL_PARTLY_CHECKED("partial.partly-checked", Severity.WARNING, MigrationVerdict.OK),
    /** Stopped half way it leaves something behind, and a second try ends well. */
    PARTIAL_RECOVERS("partial.recovers", Severity.NOTE, MigrationVerdict.OK),
    /** The up passes here, and fails for another user, in another time zone or with other date formats. */
    DETERMINISM_UP_FAILS("determinism.up-fails", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** An up that others may have applied is other than it was. */
    ORDER_EDITED("order.edited", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** A new migration comes before one that others may have applied. */
    ORDER_BEHIND("order.behind", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** A new migration has the version of another one that the revision has got in the meantime. */
    ORDER_TAKEN("order.taken", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** An up that others may have applied is gone. */
    ORDER_MISSING("order.missing", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** Migrations that others may have applied stand in another order than they were. */
    ORDER_MOVED("order.moved", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** The lock does not hold a migration, and is to hold all of them. */
    ORDER_NOT_RECORDED("order.not-recorded", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** A new migration leaves a number out where all others count by one. */
    ORDER_GAP("order.gap", Severity.WARNING, MigrationVerdict.OK),
    /** The up takes a superuser. */
    DETERMINISM_NEEDS_SUPERUSER("determinism.needs-superuser", Severity.NOTE, MigrationVerdict.OK),
    /** The up gives another schema elsewhere, or at another time. */
    DETERMINISM_SCHEMA("determinism.schema-differs", Severity.WARNING, MigrationVerdict.OK),
    /** The up gives other rows elsewhere, or at another time. */
    DETERMINISM_ROWS("determinism.rows-differ", Severity.WARNING, MigrationVerdict.OK),
    /** A client's statement fails because of the migration. */
    TRAFFIC_CLIENT_ERROR("traffic.client-error", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** The script and a client wait for each other. */
    TRAFFIC_DEADLOCK("traffic.deadlock", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** The script fails because clients use the tables. */
    TRAFFIC_SCRIPT_FAILS("traffic.script-fails", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** A client's statement names what the migration has dropped. */
    TRAFFIC_DROPPED("traffic.dropped", Severity.WARNING, MigrationVerdict.OK),
    /** A client's statement writes a value that is refused now. */
    TRAFFIC_VALUE_REFUSED("traffic.value-refused", Severity.WARNING, MigrationVerdict.OK),
    /** Clients wait behind a statement that itself waits for a long reader, without a limit. */
    TRAFFIC_QUEUE("traffic.queue", Severity.WARNING, MigrationVerdict.OK),
    /** Clients were seen waiting for a lock of the script. */
    TRAFFIC_CLIENT_WAITS("traffic.client-waits", Severity.NOTE, MigrationVerdict.OK),
    /** Nobody knows what clients would have met. */
    TRAFFIC_NOT_CHECKED("traffic.not-checked", Severity.WARNING, MigrationVerdict.INCONCLUSIVE),
    /** Nobody knows whether it gives the same elsewhere. */
    DETERMINISM_NOT_CHECKED("determinism.not-checked", Severity.WARNING, MigrationVerdict.INCONCLUSIVE),
    /** The server does not understand a query any more. */
    QUERY_BROKEN("queries.broken", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** The server refuses a query whose parameters have the types of before. */
    QUERY_PARAMETER_TYPE("queries.parameter-type", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** A query that writes is refused, whatever it writes. */
    QUERY_WRITE_FAILS("queries.write-fails", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** A column that a query returned is gone, or of a type that former values do not tell of. */
    QUERY_RESULT_CHANGED("queries.result-changed", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** An INSERT that names no columns writes into others. */
    QUERY_WRITES_ELSEWHERE("queries.writes-elsewhere", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** No index helps a query any more that searched by one. */
    QUERY_INDEX_LOST("queries.index-lost", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** Values are refused that were taken before. */
    QUERY_VALUES_REFUSED("queries.values-refused", Severity.WARNING, MigrationVerdict.OK),
    /** A query finds no row any more, whatever it asks for. */
    QUERY_ROWS_GONE("queries.rows-gone", Severity.WARNING, MigrationVerdict.OK),
    /** A column that a query returns has a wider type. */
    QUERY_RESULT_WIDENED("queries.result-widened", Severity.WARNING, MigrationVerdict.OK),
    /** The columns that a query returns stand in another order. */
    QUERY_RESULT_REORDERED("queries.result-reordered", Severity.WARNING, MigrationVerdict.OK),
    /** A session that has prepared a query before is refused. */
    QUERY_CACHED_PLAN("queries.cached-plan", Severity.WARNING, MigrationVerdict.OK),
    /** A query sorts what came in order, or reads more for the same rows. */
    QUERY_PLAN_WORSE("queries.plan-worse", Severity.WARNING, MigrationVerdict.OK),
    /** A query was never understood. */
    QUERY_WAS_BROKEN("queries.was-broken", Severity.WARNING, MigrationVerdict.OK),
    /** Queries that are sent since a migration need it. */
    QUERY_DOWN_BREAKS("queries.down-breaks", Severity.NOTE, MigrationVerdict.OK),
    /** Queries that a server has recorded were not checked. */
    QUERY_NOT_READ("queries.not-read", Severity.WARNING, MigrationVerdict.OK),
    /** A query was understood and never executed. */
    QUERY_NOT_EXECUTED("queries.not-executed", Severity.WARNING, MigrationVerdict.OK),
    /** A query has never met a row. */
    QUERY_NO_ROW_MET("queries.no-row-met", Severity.NOTE, MigrationVerdict.OK),
    /** The services whose queries a migration affects. */
    QUERY_AFFECTED("queries.affected", Severity.NOTE, MigrationVerdict.OK),
    /** A query takes longer than it may. */
    PERFORMANCE_TOO_SLOW("performance.too-slow", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** A query touches more pages than it may. */
    PERFORMANCE_TOO_MANY_PAGES("performance.too-many-pages", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** A query reads a whole table, because no index serves it. */
    PERFORMANCE_NO_INDEX("performance.no-index", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** A query writes, and is not measured. */
    PERFORMANCE_NOT_TIMED("performance.not-timed", Severity.NOTE, MigrationVerdict.OK),
    /** Nobody knows how fast a query is. */
    PERFORMANCE_NOT_CHECKED("performance.not-checked", Severity.WARNING, MigrationVerdict.INCONCLUSIVE),
    /** Nobody knows what becomes of the queries. */
    QUERY_NOT_CHECKED("queries.not-checked", Severity.WARNING, MigrationVerdict.INCONCLUSIVE);

    private final String id;
    private final Severity severity;
    private final MigrationVerdict verdict;

    PolicyRule(String id, Severity severity, MigrationVerdict verdict) {
        this.id = id;
        this.severity = severity;
        this.verdict = verdict;
    }

    @Override
    public Content content() {
        return new Content(id, severity, verdict);
    }

    /** Return the rule with the given id. */
    public static Optional<PolicyRule> of(String id) {
        return MigrationRule.find(values(), id);
    }

    /** Return those of the findings that a check has made. */
    public static List<Finding> findings(String check, List<Finding> all) {
        return all.stream()
                .filter(finding -> of(finding.rule())
                        .filter(rule -> rule.check().equals(check))
                        .isPresent())
                .toList();
    }
}
