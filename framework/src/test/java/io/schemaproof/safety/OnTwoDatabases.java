package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.rule.Finding;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What tests of rules share: the databases on which a migration is judged, and how one of its findings is had. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnTwoDatabases {

    /** What each migration begins with that is not told for a lack of it. */
    static final String LIMIT = "SET LOCAL lock_timeout = '2s';\n";

    private final Hazard[] untold;

    /** Of this class. */
    TwoDatabases databases;

    /** @param untold what other tests look at */
    OnTwoDatabases(Hazard... untold) {
        this.untold = untold;
    }

    @BeforeAll
    final void create() throws SQLException {
        databases = new TwoDatabases(untold);
    }

    @AfterAll
    final void drop() throws SQLException {
        databases.close();
    }

    /** @param more what is done to the databases before */
    final List<Finding> judge(String more, String sql) throws SQLException {
        return databases.judge(more, sql, ExecutionMode.STATEMENTS_IN_TRANSACTION);
    }

    static Finding only(List<Finding> findings) {
        assertThat(findings).as(findings.toString()).hasSize(1);
        return findings.get(0);
    }

    static Finding of(List<Finding> findings, String rule) {
        return only(
                findings.stream().filter(finding -> finding.rule().equals(rule)).toList());
    }
}
