package io.schemaproof.suites;

import static io.schemaproof.assertions.rule.Rules.freeze;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.schemaproof.assertions.rule.ForeignKeyRules;
import io.schemaproof.assertions.rule.NamingRules;
import io.schemaproof.assertions.rule.Rule;
import io.schemaproof.backup.StartingPoint;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.data.seed.SeedFolder;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.junit.SchemaTest;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.query.CapturedQueries;
import io.schemaproof.query.TimeLimit;
import io.schemaproof.query.named.QuerySet;
import io.schemaproof.query.named.RecordedQueries;
import io.schemaproof.verify.History;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.audit.AuditReport;
import io.schemaproof.verify.audit.FolderAudit;
import io.schemaproof.verify.compatibility.PerformanceLimits;
import io.schemaproof.verify.drift.Drift;
import io.schemaproof.verify.drift.SchemaSource;
import io.schemaproof.verify.upgrade.Upgrade;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs} and the README that need a suite or what it is given: they are compiled here, and quoted there. */
class PageExamples {

    @SchemaTest(migrations = "db/migration")
    class MigrationDataTest implements DataPreservationContract {
        @Override
        public RowSource rows(MigrationFolder migrations) {
            return SeedFolder.read(Path.of("db/seeds"), migrations);
        }
    }

    @SchemaTest(migrations = "db/migration")
    class MigrationGateTest implements RoundTripContract {}

    @SchemaTest(migrations = "db/migration")
    class MigrationRerunTest implements IdempotencyContract {}

    @SchemaTest(migrations = "db/migration")
    class MigrationFailureTest implements PartialFailureContract {}

    @SchemaTest(migrations = "db/migration")
    class MigrationDeterminismTest implements DeterminismContract {}

    @SchemaTest(migrations = "db/migrations")
    class MigrationAuditTest implements AuditContract {}

    @SchemaTest(migrations = "db/migration")
    class MigrationSafetyTest implements SafetyContract {}

    @SchemaTest(migrations = "db/migration")
    class SchemaFileTest implements ContractFileContract {
        @Override
        public Path contract() {
            return Path.of("schema.yaml");
        }
    }

    @SchemaTest(migrations = "db/migration")
    class MigrationDriftTest implements DriftContract {
        @Override
        public SchemaSource against() {
            return SchemaSource.of(StartingPoint.of(Path.of("db/schema.sql")));
        }

        @Override
        public Drift drift(Drift drift) {
            return drift.schemas("public").ignoring("public.old_orders", "the archive still reads it");
        }
    }

    @SchemaTest(migrations = "db/migration")
    class MigrationTrafficTest implements TrafficContract {}

    @SchemaTest(migrations = "db/migration")
    @Queries("db/queries")
    class MigrationQueriesTest implements QueryCompatibilityContract {}

    class ProjectWithoutDowns {
        @SchemaTest(migrations = "src/main/resources/db/migration")
        class MigrationTest implements SafetyContract {

            /** Fails with file, line and statement where a migration does. */
            @Test
            void migrations_apply(Catalog catalog) {
                assertFalse(catalog.tables().isEmpty());
            }
        }
    }

    class ProjectWithDowns {
        @SchemaTest(migrations = "db/migrations")
        class MigrationTest implements RoundTripContract {}
    }

    RowSource seedsFirst(MigrationFolder migrations) {
        RowSource rows = SeedFolder.read(Path.of("db/seeds"), migrations).then(GeneratedRowSource.of(100));
        return rows;
    }

    RoundTrip captured(DataSource dataSource, MigrationFolder migrations) {
        CapturedQueries captured = CapturedQueries.of(dataSource);
        // … the tests of the application, on captured.dataSource() …
        RoundTrip roundTrip = RoundTrip.of(migrations).withQueries(QuerySet.captured("shop", captured));
        return roundTrip;
    }

    RoundTrip recorded(MigrationFolder migrations) {
        QuerySet queries = RecordedQueries.of(new JdbcUrl("jdbc:postgresql://replica/shop?user=me"))
                .by("shop", "billing")
                .read();
        RoundTrip roundTrip = RoundTrip.of(migrations).withQueries(queries);
        return roundTrip;
    }

    AuditReport audit(Path folder) {
        AuditReport report = FolderAudit.of(MigrationReader.read(folder)).evaluate();
        return report;
    }

    @SelectMigrations("db/migration")
    class MigrationsTest {}

    @SchemaTest(migrations = "db/migration")
    @Queries("db/queries")
    class AllMigrationsTest implements MigrationSuite {
        @Override
        public Suites suites(Suites suites) {
            return suites.without(Suite.DRIFT)
                    .and(Suite.DETERMINISM)
                    .narrowed(Suite.SAFETY, Narrowing.NONE.from("7").withoutRules("safety.no-lock-timeout"))
                    .historyRecorded();
        }
    }

    @SelectMigrations(value = "db/migration", before = "db/extensions.sql")
    @Queries("db/queries")
    @Only(from = "7", schemas = "shop")
    @VerifyRoundTrip
    @VerifySafety(@Only(from = "12"))
    @VerifyQueryCompatibility
    @VerifyConventions(all = true, frozenIn = "src/test/resources/known")
    class ReleaseTest {}

    @SchemaTest(migrations = "db/migration")
    class MigrationHistoryTest implements HistoryContract {
        @Override
        public History history(History history) {
            return history.since("origin/main");
        }
    }

    @SchemaTest(migrations = "db/migration")
    class MigrationUpgradeTest implements UpgradeContract {
        @Override
        public Upgrade upgrade(Upgrade upgrade) {
            return upgrade.startingWith(StartingPoint.of(Path.of("db/release-1.sql")));
        }
    }

    @SchemaTest(migrations = "db/migration")
    class SchemaConventionsTest implements ConventionsContract {
        @Override
        public List<? extends Rule> conventions() {
            return List.of(ForeignKeyRules.beCoveredByIndex(), freeze(NamingRules.beSnakeCase()));
        }
    }

    @SchemaTest(migrations = "db/migration")
    @Queries("db/queries")
    class MigrationPerformanceTest implements PerformanceContract {
        @Override
        public PerformanceLimits performanceLimits() {
            return PerformanceLimits.within(TimeLimit.best(Duration.ofMillis(50)))
                    .pages(200)
                    .byIndex()
                    .rows(10_000);
        }
    }
}
