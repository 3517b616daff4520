package io.schemaproof.migration;

import io.schemaproof.base.SqlCode;
import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.SourceText;
import io.schemaproof.migration.script.Splitter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells the scripts that do nothing. */
final class EmptyScripts {

    private static final Pattern TRANSACTION =
            Pattern.compile("(?is)(BEGIN|COMMIT|END|START\\s+TRANSACTION|ROLLBACK|ABORT)(\\s+(WORK|TRANSACTION))?\\s*");

    private EmptyScripts() {}

    static boolean isEmpty(Script script) {
        SourceText source = new SourceText(script.path(), script.text(), script.firstLine());
        Splitter splitter = Splitter.server(source, () -> true);
        try {
            for (Optional<Fragment> next = splitter.next(); next.isPresent(); next = splitter.next()) {
                String sql = SqlCode.withoutComments(next.get().sql()).strip();
                if (!sql.isEmpty() && !TRANSACTION.matcher(sql).matches()) {
                    return false;
                }
            }
        } catch (ScriptException e) {
            // An open quote is not nothing; an open comment is, but the server will complain about it.
            return false;
        }
        return true;
    }
}
