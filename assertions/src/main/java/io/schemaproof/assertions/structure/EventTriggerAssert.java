package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Schema;
import java.util.List;
import java.util.Locale;

/**
 * Assert on an event trigger. One that is disabled already fails where it is looked up.
 *
 * <pre>{@code
 * assertThat(schema).eventTrigger("no_drops").isOn("sql_drop").hasExactlyTags("DROP TABLE"); // passes
 * assertThat(schema).eventTrigger("no_drops").hasNoTags(); // fails: it is for DROP TABLE only
 * }</pre>
 *
 * @since 0.1
 */
public class EventTriggerAssert extends AbstractObjectAssert<EventTriggerAssert, CatalogObject> {

    EventTriggerAssert(Schema schema, CatalogObject actual) {
        super(schema, actual, actual, EventTriggerAssert.class);
    }

    /** Require an event: {@code ddl_command_end}, {@code sql_drop}. */
    public EventTriggerAssert isOn(String event) {
        return same(
                "the event",
                event.toLowerCase(Locale.ROOT),
                object().attribute("event").orElse(""));
    }

    /** Require that it fires for these commands only. */
    public EventTriggerAssert hasExactlyTags(String... tags) {
        return exactly(
                "exactly these tags",
                List.of(tags).stream().map(tag -> tag.toUpperCase(Locale.ROOT)).toList(),
                tags());
    }

    /** Require that it fires for every command. */
    public EventTriggerAssert hasNoTags() {
        return exactly("no tags", List.of(), tags());
    }

    /** Require the function that it calls. */
    public EventTriggerAssert calls(String function) {
        String expected = new Sql(schema.dataSource())
                .value(
                        "SELECT pg_catalog.to_regprocedure(?)::regprocedure::text",
                        function.replaceFirst("(\\(\\))?$", "()"));
        String found = new Sql(schema.dataSource())
                .value(
                        "SELECT evtfoid::regprocedure::text FROM pg_catalog.pg_event_trigger WHERE evtname = ?",
                        Names.parse(identity()).get(0));
        return same(
                "the event trigger to call " + function, expected == null ? function : expected, String.valueOf(found));
    }

    /** Require that it fires in ordinary sessions. */
    public EventTriggerAssert isEnabled() {
        TriggerState state = TriggerState.of(object().attribute("enabled").orElse(""));
        return same(
                "the event trigger to be enabled",
                "enabled",
                state.isEnabled() ? "enabled" : state.name(),
                "ALTER EVENT TRIGGER " + identity() + " ENABLE;");
    }

    private List<String> tags() {
        return object().attribute("tags")
                .map(tags -> List.of(tags.split(", ", -1)))
                .orElse(List.of());
    }
}
