package io.schemaproof.migration;

import io.schemaproof.migration.script.AtlasDirectives;
import io.schemaproof.migration.script.BreakpointScript;
import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.GooseScript;
import io.schemaproof.migration.script.LiquibaseAttributes;
import io.schemaproof.migration.script.LiquibaseScript;
import io.schemaproof.migration.script.MyBatisScript;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.SourceText;
import io.schemaproof.migration.script.Splitter;
import io.schemaproof.migration.script.SqlMigrateScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cuts a script into statements as the tool of its dialect does, all of it before anything is sent. */
final class ToolSplitters {

    private ToolSplitters() {}

    /**
     * The statements.
     *
     * @throws ScriptException where the tool refuses the text
     */
    static List<Fragment> split(ScriptContext context) {
        List<Fragment> pieces = pieces(context);
        // In a transaction it is the same whether several statements come in one message or one by one.
        return context.script().mode().isTransactional()
                ? pieces.stream().flatMap(piece -> statements(piece).stream()).toList()
                : pieces;
    }

    /** The statements of a piece; itself where it is cut within a quote, which the server will refuse. */
    private static List<Fragment> statements(Fragment piece) {
        try {
            List<Fragment> statements = rest(Splitter.within(piece));
            return statements.size() == 1 ? List.of(piece) : statements;
        } catch (ScriptException e) {
            return List.of(piece);
        }
    }

    private static List<Fragment> pieces(ScriptContext context) {
        SourceText source = context.source();
        Map<String, String> values = context.options().placeholders();
        return switch (context.script().dialect()) {
            case GOOSE -> {
                Map<String, String> environment = new HashMap<>(System.getenv());
                environment.putAll(values);
                yield GooseScript.split(source, environment);
            }
            case SQL_MIGRATE -> SqlMigrateScript.split(source);
            case MYBATIS -> MyBatisScript.split(source, values);
            case LIQUIBASE -> LiquibaseScript.split(source, LiquibaseAttributes.ofChangeset(firstLine(source)), values);
            case LIQUIBASE_ROLLBACK ->
                LiquibaseScript.split(source, LiquibaseAttributes.ofRollback(firstLine(source)), values);
            case DRIZZLE -> BreakpointScript.split(source, BreakpointScript.DRIZZLE);
            case ATLAS -> {
                Optional<String> delimiter = AtlasDirectives.delimiter(source.text());
                yield delimiter.isPresent() ? BreakpointScript.split(source, delimiter.get()) : server(context);
            }
            case PSQL, SERVER, FLYWAY, COMMAND, LIBRARY -> server(context);
        };
    }

    private static List<Fragment> server(ScriptContext context) {
        return rest(Splitter.server(context.source(), context.session()::standardStrings));
    }

    private static List<Fragment> rest(Splitter splitter) {
        List<Fragment> statements = new ArrayList<>();
        for (Optional<Fragment> next = splitter.next(); next.isPresent(); next = splitter.next()) {
            statements.add(next.get());
        }
        return statements;
    }

    private static String firstLine(SourceText source) {
        return source.text().lines().findFirst().orElse("");
    }
}
