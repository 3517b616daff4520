package io.schemaproof.reports.page;

import io.schemaproof.migration.SqlMask;
import io.schemaproof.query.Relation;
import io.schemaproof.reports.picture.ChangedObject;
import io.schemaproof.reports.picture.CostPicture;
import io.schemaproof.reports.picture.LockPicture;
import io.schemaproof.reports.picture.Markup;
import io.schemaproof.reports.picture.Picture;
import io.schemaproof.reports.picture.PlanPicture;
import io.schemaproof.reports.picture.RowsPicture;
import io.schemaproof.reports.picture.SchemaPicture;
import io.schemaproof.reports.picture.TimesPicture;
import io.schemaproof.trace.FileChange;
import io.schemaproof.trace.StatementTrace;
import io.schemaproof.verify.result.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shows what a check has seen: a picture, and the same in words and figures. */
public final class EvidenceHtml {

    private EvidenceHtml() {}

    /** Return the picture of it, if it is one for the eye. */
    public static Optional<Picture> picture(Evidence evidence, SqlMask mask) {
        if (evidence instanceof Evidence.SchemaChange change) {
            return Optional.of(SchemaPicture.of(change.title(), ChangedObject.of(change.diff(), mask)));
        }
        if (evidence instanceof Evidence.Locks locks) {
            return LockPicture.of(locks.title(), locks.trace(), mask);
        }
        if (evidence instanceof Evidence.RowCounts counts) {
            return Optional.of(RowsPicture.of(counts));
        }
        if (evidence instanceof Evidence.Plans plans) {
            return Optional.of(PlanPicture.of(plans, mask));
        }
        if (evidence instanceof Evidence.Plan plan) {
            return Optional.of(PlanPicture.of(plan, mask));
        }
        if (evidence instanceof Evidence.Times times) {
            return Optional.of(TimesPicture.of(times));
        }
        return evidence instanceof Evidence.QueryCosts costs ? Optional.of(CostPicture.of(costs)) : Optional.empty();
    }

    /** Return the figures behind the picture as tables; empty where the picture says all. */
    public static String details(Evidence evidence, SqlMask mask) {
        if (evidence instanceof Evidence.SchemaChange change) {
            return sideBySide(ChangedObject.of(change.diff(), mask));
        }
        if (evidence instanceof Evidence.Locks locks) {
            return files(locks);
        }
        if (evidence instanceof Evidence.RowCounts counts) {
            return rows(counts);
        }
        if (evidence instanceof Evidence.Plans plans) {
            return "<pre tabindex=\"0\">"
                    + Markup.escape(
                            "before\n" + planText(plans, false, mask) + "\n\nafter\n" + planText(plans, true, mask))
                    + "</pre>\n";
        }
        if (evidence instanceof Evidence.Plan plan) {
            return "<pre tabindex=\"0\">" + Markup.escape(planText(plan, mask)) + "</pre>\n";
        }
        if (evidence instanceof Evidence.Rows some) {
            return table(
                    some.title(),
                    some.columns(),
                    each(
                            some.rows(),
                            row -> row(row.stream()
                                    .map(value -> value == null ? "NULL" : value)
                                    .toArray(String[]::new))));
        }
        if (evidence instanceof Evidence.LogLines log) {
            return "<pre tabindex=\"0\">" + Markup.escape(String.join("\n", log.lines())) + "</pre>\n";
        }
        if (evidence instanceof Evidence.Sql sql) {
            return "<pre tabindex=\"0\">" + Markup.escape(mask.script(sql.sql())) + "</pre>\n";
        }
        if (evidence instanceof Evidence.ClientWaits waits) {
            return waits(waits, mask);
        }
        return evidence instanceof Evidence.ServerMessages messages ? messages(messages, mask) : "";
    }

    /** Return a plan as text, with an arrow at the nodes that are to blame. */
    public static String planText(Evidence.Plans plans, boolean after, SqlMask mask) {
        return masked(
                after
                        ? plans.after().text(plans.guilty()::contains)
                        : plans.before().text(),
                mask);
    }

    /** Return a plan as text, with an arrow at the nodes that are to blame. */
    public static String planText(Evidence.Plan plan, SqlMask mask) {
        return masked(plan.plan().text(plan.guilty()::contains), mask);
    }

    private static String masked(String plan, SqlMask mask) {
        return plan.lines()
                .map(line -> line.strip().startsWith("-> ") ? line : mask.condition(line))
                .collect(Collectors.joining("\n"));
    }

    private static String sideBySide(List<ChangedObject> objects) {
        StringBuilder html = new StringBuilder();
        for (ChangedObject object : objects) {
            html.append("<table><caption>")
                    .append(Markup.escape(object.sign().mark() + " " + object.name() + " "
                            + object.sign().word()));
            html.append(
                    "</caption><thead><tr><th scope=\"col\">what</th><th scope=\"col\">before</th><th scope=\"col\">after</th></tr></thead><tbody>\n");
            for (ChangedObject.Detail detail : object.details()) {
                String style = detail.sign().word();
                html.append("<tr><td>").append(Markup.escape(detail.sign().mark() + " " + detail.name()));
                html.append(detail.cosmetic() ? " <span class=\"quiet\">(does not matter)</span>" : "")
                        .append("</td>");
                html.append(cell(detail.before(), style))
                        .append(cell(detail.after(), style))
                        .append("</tr>\n");
            }
            html.append("</tbody></table>\n");
        }
        return html.toString();
    }

    private static String cell(String text, String style) {
        return text.isEmpty()
                ? "<td class=\"quiet\">–</td>"
                : "<td class=\"" + style + "\">" + Markup.escape(text) + "</td>";
    }

    private static String files(Evidence.Locks locks) {
        StringBuilder rows = new StringBuilder();
        for (StatementTrace statement : locks.trace().statements()) {
            for (FileChange file : statement.files()) {
                if (file.relation().schema().equals("pg_toast")) {
                    continue;
                }
                rows.append(row(
                        String.valueOf(statement.number()),
                        file.relation().qualifiedName(),
                        file.kind().name().toLowerCase(Locale.ROOT),
                        size(file.bytesBefore()),
                        size(file.bytes())));
            }
        }
        return rows.isEmpty()
                ? ""
                : table(
                        "files that were written anew",
                        List.of("statement", "relation", "what", "size before", "size after"),
                        rows);
    }

    private static String size(long bytes) {
        return bytes < 0 ? "not looked at" : bytes / 1024 + " KiB";
    }

    private static String rows(Evidence.RowCounts counts) {
        TreeSet<Relation> tables = new TreeSet<>();
        counts.moments().forEach(moment -> tables.addAll(moment.rows().keySet()));
        StringBuilder rows = new StringBuilder();
        for (Relation table : tables) {
            rows.append("<tr><td>").append(Markup.escape(table.toString())).append("</td>");
            for (Evidence.RowCounts.Moment moment : counts.moments()) {
                Long count = moment.rows().get(table);
                rows.append("<td class=\"number\">")
                        .append(count == null ? "–" : count)
                        .append(RowsPicture.size(moment, table)
                                .map(size -> " <span class=\"quiet\">" + size + "</span>")
                                .orElse(""))
                        .append("</td>");
            }
            rows.append("</tr>\n");
        }
        List<String> head = new ArrayList<>(List.of("table"));
        counts.moments().forEach(moment -> head.add(moment.name()));
        return table("rows", head, rows);
    }

    private static String waits(Evidence.ClientWaits waits, SqlMask mask) {
        return table(
                waits.title(),
                List.of("statement of a client", "waited for", "on", "lock"),
                each(
                        waits.waits(),
                        wait -> row(
                                wait.statement(),
                                "line " + wait.cause().line() + ": "
                                        + mask.script(wait.cause().abbreviated(120)),
                                wait.relation(),
                                wait.mode() + (wait.behindReader() ? ", which waited for a reader itself" : ""))));
    }

    private static String messages(Evidence.ServerMessages messages, SqlMask mask) {
        return table(
                messages.title(),
                List.of("line", "message"),
                each(
                        messages.messages(),
                        message -> row(
                                String.valueOf(message.statement().line()),
                                mask.message(message.statement().sql(), message.text()))));
    }

    private static <T> CharSequence each(List<T> items, Function<T, String> row) {
        return items.stream().map(row).collect(Collectors.joining());
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (String cell : cells) {
            row.append("<td>").append(Markup.escape(cell)).append("</td>");
        }
        return row.append("</tr>\n").toString();
    }

    private static String table(String caption, List<String> head, CharSequence rows) {
        return "<table><caption>" + Markup.escape(caption) + "</caption><thead><tr>"
                + head.stream()
                        .map(name -> "<th scope=\"col\">" + Markup.escape(name) + "</th>")
                        .collect(Collectors.joining())
                + "</tr></thead><tbody>\n" + rows + "</tbody></table>\n";
    }
}
