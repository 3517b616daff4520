package io.schemaproof.reports;

import io.qameta.allure.AllureLifecycle;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import java.nio.charset.StandardCharsets;

/** Attaches text to the step or test case that runs on this thread. */
final class AllureText {

    private AllureText() {}

    /** The SQL of both directions. */
    static void attachSql(AllureLifecycle lifecycle, Migration migration, AllureEvidence evidence) {
        attachSql(lifecycle, "up", migration.up(), evidence);
        migration.down().ifPresent(down -> attachSql(lifecycle, "down", down, evidence));
    }

    private static void attachSql(AllureLifecycle lifecycle, String direction, Script script, AllureEvidence evidence) {
        attach(lifecycle, direction + ": " + script.path(), evidence.sql(script), "sql");
    }

    static void attach(AllureLifecycle lifecycle, String name, String text, String extension) {
        // Allure shows plain text in the page, and offers SQL's own media type as a download.
        lifecycle.addAttachment(name, "text/plain", extension, text.getBytes(StandardCharsets.UTF_8));
    }
}
