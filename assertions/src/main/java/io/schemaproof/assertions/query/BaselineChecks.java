package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.query.BaselineDifference;
import io.schemaproof.query.BaselineFile;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PlanBaseline;
import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Compare a plan with the one that was written down, or write it down when asked to. */
final class BaselineChecks {

    private static final String UPDATE = "-D" + ConfigurationParameters.BASELINE_UPDATE + "=true";

    private BaselineChecks() {}

    static Optional<Failure> matches(Query query, PlanCacheMode mode, Path file) {
        QueryPlan plan = query.explain(ExplainOptions.execute().with(mode));
        PlanBaseline now = baseline(query, plan);
        if (isUpdate()) {
            BaselineFile.write(file, now);
            return Optional.empty();
        }
        if (!Files.exists(file)) {
            return Optional.of(Failure.expected("a baseline of the plan")
                    .butWas(file, "no such file")
                    .line("Run once with " + UPDATE + ", look at the file, and keep it with the test.")
                    .line(plan.text()));
        }
        PlanBaseline then = BaselineFile.read(file);
        List<String> differences = BaselineDifference.lines(then, now);
        return differences.isEmpty() ? Optional.empty() : Optional.of(failure(file, then, now, differences, plan));
    }

    /** Say in a failure how the plan differs from the one in the file. */
    static Failure addSince(Failure failure, Query query, PlanCacheMode mode, Path file) {
        if (!Files.exists(file)) {
            return failure.line("There is no last good plan in " + file + "; run once with " + UPDATE
                    + " while the query holds its limit.");
        }
        PlanBaseline now =
                baseline(query, query.explain(ExplainOptions.execute().with(mode)));
        List<String> differences = BaselineDifference.lines(BaselineFile.read(file), now);
        if (differences.isEmpty()) {
            return failure.line("The plan is the last good one, so look at the host, locks and caches, or the limit.");
        }
        differences.forEach(difference -> failure.line("Since the last good plan: " + difference));
        return failure;
    }

    /** Keep the plan of a query that is as it should be, when asked to; never a failure. */
    static Optional<Failure> keep(Query query, PlanCacheMode mode, Path file) {
        if (isUpdate()) {
            BaselineFile.write(
                    file, baseline(query, query.explain(ExplainOptions.execute().with(mode))));
        }
        return Optional.empty();
    }

    private static PlanBaseline baseline(Query query, QueryPlan plan) {
        int major = (int) (new Sql(query.dataSource()).number("SHOW server_version_num") / 10_000);
        return PlanBaseline.of(query, plan, major);
    }

    private static boolean isUpdate() {
        return Configuration.ofSystem().isOn(ConfigurationParameters.BASELINE_UPDATE);
    }

    private static Failure failure(
            Path file, PlanBaseline then, PlanBaseline now, List<String> differences, QueryPlan plan) {
        Failure failure = Failure.expected("the plan of " + file.getFileName())
                .butWas(String.join("\n", then.shape()), String.join("\n", now.shape()));
        differences.forEach(failure::line);
        return failure.line(
                        then.postgres() == now.postgres()
                                ? "Allowed: a tenth more buffers and rows, and ten in any case."
                                : "Written on PostgreSQL " + then.postgres() + ", this is " + now.postgres()
                                        + ": only tables, indexes, joins and sorts were compared.")
                .line(plan.text())
                .line("If this is the better plan, run once with " + UPDATE + ".");
    }

    /** Where both kinds of plan are judged, each has a file. */
    static Path file(Path file, PlanCacheMode mode, boolean both) {
        if (!both || mode == PlanCacheMode.CUSTOM) {
            return file;
        }
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return file.resolveSibling(
                dot < 0 ? name + ".generic" : name.substring(0, dot) + ".generic" + name.substring(dot));
    }
}
