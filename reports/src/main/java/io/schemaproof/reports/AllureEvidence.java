package io.schemaproof.reports;

import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.model.Attachment;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StepResult;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.query.Relation;
import io.schemaproof.reports.page.Document;
import io.schemaproof.reports.page.EvidenceHtml;
import io.schemaproof.reports.page.SqlHtml;
import io.schemaproof.reports.picture.ChangedObject;
import io.schemaproof.reports.picture.RowsPicture;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.ChangedTables;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.Evidence;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts what a check has seen into its step: attachments for the eye, and steps in steps that stay folded. */
final class AllureEvidence {

    private static final String HTML = "text/html";
    private static final String TEXT = "text/plain";
    /** Shown as a table. */
    private static final String CSV = "text/csv";

    private final AllureLifecycle lifecycle;
    private final SqlMask mask;

    AllureEvidence(AllureLifecycle lifecycle, SqlMask mask) {
        this.lifecycle = lifecycle;
        this.mask = mask;
    }

    /** Add to the step of a check what that has seen and found. */
    void addTo(StepResult step, CheckResult check) {
        check.evidence().stream()
                .filter(Evidence.SchemaChange.class::isInstance)
                .forEach(evidence -> ChangedTables.learn(mask, ((Evidence.SchemaChange) evidence).diff()));
        check.evidence().forEach(evidence -> add(step, evidence));
        rows(step, check.findings());
        Stream.concat(Stream.of(check.migration().up()), check.migration().down().stream())
                .filter(script -> check.findings().stream().anyMatch(finding -> isOn(finding, script)))
                .forEach(script -> attach(
                        step,
                        "SQL with the lines marked: " + script.path(),
                        HTML,
                        "html",
                        Document.attachment(script.path(), SqlHtml.plain(script, check.findings(), mask))));
    }

    /** Return a script as it may be shown. */
    String sql(Script script) {
        return mask.script(script.text());
    }

    private static boolean isOn(Finding finding, Script script) {
        long last = script.firstLine()
                + script.text().chars().filter(c -> c == '\n').count();
        return SqlHtml.isIn(finding, script) && finding.line() >= script.firstLine() && finding.line() <= last;
    }

    /** Add one thing that was seen. */
    void add(StepResult step, Evidence evidence) {
        EvidenceHtml.picture(evidence, mask)
                .ifPresent(
                        picture -> attach(step, picture.title() + " (picture)", "image/svg+xml", "svg", picture.svg()));
        if (evidence instanceof Evidence.ServerMessages messages) {
            attach(step, messages.title(), TEXT, "log", log(messages));
            return;
        }
        if (evidence instanceof Evidence.LogLines log) {
            attach(step, log.title(), TEXT, "log", String.join("\n", log.lines()) + "\n");
            return;
        }
        if (evidence instanceof Evidence.Sql sql) {
            attach(step, sql.title(), TEXT, "sql", mask.script(sql.sql()) + "\n");
            return;
        }
        if (evidence instanceof Evidence.Rows rows) {
            attach(step, rows.title() + (rows.more() ? " (the first of them)" : ""), CSV, "csv", CsvText.of(rows));
            return;
        }
        if (evidence instanceof Evidence.Plan plan) {
            attach(step, plan.title() + " (text)", TEXT, "txt", EvidenceHtml.planText(plan, mask) + "\n");
            attach(step, plan.title() + " (JSON)", "application/json", "json", PlanJson.bytes(plan, mask));
            return;
        }
        String details = EvidenceHtml.details(evidence, mask);
        if (evidence instanceof Evidence.Plans plans) {
            attach(
                    step,
                    plans.title() + " (text)",
                    TEXT,
                    "txt",
                    "before\n" + EvidenceHtml.planText(plans, false, mask) + "\n\nafter\n"
                            + EvidenceHtml.planText(plans, true, mask) + "\n");
            attach(step, plans.title() + " (JSON)", "application/json", "json", PlanJson.bytes(plans, mask));
        } else if (!details.isEmpty()) {
            attach(step, evidence.title(), HTML, "html", Document.attachment(evidence.title(), details));
        }
        if (evidence instanceof Evidence.SchemaChange change) {
            step.getSteps().add(grouped(change, step.getStart()));
        } else if (evidence instanceof Evidence.RowCounts counts) {
            step.getSteps().add(counted(counts, step.getStart()));
        }
    }

    private String log(Evidence.ServerMessages messages) {
        return messages.messages().stream()
                .map(message ->
                        message.statement().file() + ":" + message.statement().line() + "  "
                                + mask.message(message.statement().sql(), message.text()))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Twenty tables of twelve columns are one line, then twenty, then twelve. */
    private StepResult grouped(Evidence.SchemaChange change, Long time) {
        StepResult all = folded(change.title(), time);
        for (ChangedObject object : ChangedObject.of(change.diff(), mask)) {
            StepResult one = folded(
                    object.sign().mark() + " " + object.name() + " "
                            + object.sign().word(),
                    time);
            object.details().forEach(detail -> {
                StepResult part = folded(detail.sign().mark() + " " + detail.name(), time);
                parameter(part, "before", detail.before());
                parameter(part, "after", detail.after());
                one.getSteps().add(part);
            });
            all.getSteps().add(one);
        }
        return all;
    }

    private static StepResult counted(Evidence.RowCounts counts, Long time) {
        StepResult all = folded(counts.title(), time);
        SortedSet<Relation> tables = new TreeSet<>();
        counts.moments().forEach(moment -> tables.addAll(moment.rows().keySet()));
        for (Relation table : tables) {
            StepResult one = folded(table.toString(), time);
            counts.moments().forEach(moment -> {
                Long rows = moment.rows().get(table);
                parameter(
                        one,
                        moment.name(),
                        rows == null
                                ? "no such table"
                                : rows
                                        + RowsPicture.size(moment, table)
                                                .map(size -> " (" + size + ")")
                                                .orElse(""));
            });
            all.getSteps().add(one);
        }
        return all;
    }

    /** Samples of rows, whose sensitive values the check has hidden. */
    private void rows(StepResult step, List<Finding> findings) {
        List<String> samples = new ArrayList<>();
        for (Finding finding : findings) {
            for (Map.Entry<String, String> fact : finding.facts().entrySet()) {
                if (fact.getKey().matches("sample\\d+")) {
                    samples.add(finding.object().orElse("") + "  " + fact.getValue());
                }
            }
        }
        if (!samples.isEmpty()) {
            attach(step, "failing rows", TEXT, "txt", String.join("\n", samples) + "\n");
        }
    }

    private static StepResult folded(String name, Long time) {
        return new StepResult()
                .setName(name)
                .setStage(Stage.FINISHED)
                .setStatus(Status.PASSED)
                .setStart(time)
                .setStop(time);
    }

    private static void parameter(StepResult step, String name, String value) {
        if (!value.isEmpty()) {
            step.getParameters().add(new Parameter().setName(name).setValue(value));
        }
    }

    private void attach(StepResult step, String name, String type, String extension, String text) {
        attach(step, name, type, extension, text.getBytes(StandardCharsets.UTF_8));
    }

    /** To this very step, which the lifecycle does not know: it has ended already. */
    private void attach(StepResult step, String name, String type, String extension, byte[] content) {
        String source = UUID.randomUUID() + "-attachment." + extension;
        lifecycle.writeAttachment(source, new ByteArrayInputStream(content));
        step.getAttachments().add(new Attachment().setName(name).setType(type).setSource(source));
    }
}
