package io.schemaproof.migration;

import java.nio.file.Path;

/** Scripts for tests. */
final class Scripts {

    private Scripts() {}

    static Script psql(String text) {
        return script(text, ScriptDialect.PSQL, ExecutionMode.STATEMENTS);
    }

    static Script script(String text, ScriptDialect dialect, ExecutionMode mode) {
        return new Script(Path.of("/nowhere/V1__x.sql"), "V1__x.sql", text, 1, dialect, mode);
    }
}
