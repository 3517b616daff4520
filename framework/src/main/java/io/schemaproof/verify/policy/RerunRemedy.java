package io.schemaproof.verify.policy;

import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.diff.Change;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.verify.state.RowLoss;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How to write a statement so that it can be run twice, with the names that stand in it.
 *
 * @param object what the statement is about, as it is written there
 */
record RerunRemedy(Optional<String> object, String text) {

    private static final String NAME = "((?:\"(?:[^\"]|\"\")+\"|[\\w$]+)(?:\\.(?:\"(?:[^\"]|\"\")+\"|[\\w$]+))?)";

    /** A statement and what to write instead; {@code $1} and so on are its names. */
    private record Form(Pattern pattern, String text) {

        static Form of(String pattern, String text) {
            return new Form(
                    Pattern.compile(
                            "(?is)\\A\\s*" + pattern.replace("NAME", NAME).replace(" ", "\\s+")),
                    text);
        }
    }

    private static final String GUARD = "DO $$ BEGIN IF NOT EXISTS (";

    private static final List<Form> FORMS = List.of(
            Form.of(
                    "create (?:unlogged )?table NAME",
                    "CREATE TABLE IF NOT EXISTS $1 …, which does not look whether the table that is there is the right one."),
            Form.of(
                    "create (?:unique )?index concurrently NAME",
                    "DROP INDEX CONCURRENTLY IF EXISTS $1; before it. IF NOT EXISTS would keep an invalid index that a first try left."),
            Form.of("create (?:unique )?index NAME on", "CREATE INDEX IF NOT EXISTS $1 ON …"),
            Form.of("create (schema|extension|sequence|materialized view) NAME", "CREATE $U1 IF NOT EXISTS $2 …"),
            Form.of("create (view|function|procedure|aggregate|rule) NAME", "CREATE OR REPLACE $U1 $2 …"),
            Form.of(
                    "create (?:constraint )?trigger NAME .*? on NAME",
                    "CREATE OR REPLACE TRIGGER $1 …, or DROP TRIGGER IF EXISTS $1 ON $2; before it."),
            Form.of("create policy NAME on NAME", "DROP POLICY IF EXISTS $1 ON $2; before it."),
            Form.of(
                    "create (?:type|domain) NAME",
                    "DO $$ BEGIN IF to_regtype('$1') IS NULL THEN CREATE … $1 …; END IF; END $$;"),
            Form.of(
                    "create (?:role|user|group) NAME",
                    GUARD + "SELECT FROM pg_roles WHERE rolname = '$1') THEN CREATE ROLE $1 …; END IF; END $$;"),
            Form.of("alter type NAME add value ('(?:[^']|'')*+')", "ALTER TYPE $1 ADD VALUE IF NOT EXISTS $2;"),
            Form.of(
                    "alter table (?:only )?NAME add constraint NAME",
                    GUARD + "SELECT FROM pg_constraint WHERE conrelid = '$1'::regclass AND conname = '$2') THEN"
                            + " ALTER TABLE $1 ADD CONSTRAINT $2 …; END IF; END $$;"),
            Form.of(
                    "alter table (?:only )?NAME add (?:primary|unique|foreign|check|exclude)\\b",
                    "Give the constraint a name, and guard it: " + GUARD
                            + "SELECT FROM pg_constraint WHERE conrelid = '$1'::regclass AND conname = '…') THEN"
                            + " ALTER TABLE $1 ADD CONSTRAINT … …; END IF; END $$;"),
            Form.of("alter table (?:only )?NAME add (?:column )?NAME", "ALTER TABLE $1 ADD COLUMN IF NOT EXISTS $2 …;"),
            Form.of(
                    "alter table (?:only )?NAME drop (column|constraint) NAME",
                    "ALTER TABLE $1 DROP $U2 IF EXISTS $3;"),
            Form.of("alter table (?:only )?NAME drop NAME", "ALTER TABLE $1 DROP COLUMN IF EXISTS $2;"),
            Form.of(
                    "alter table (?:only )?NAME rename to NAME",
                    "DO $$ BEGIN IF to_regclass('$1') IS NOT NULL THEN ALTER TABLE $1 RENAME TO $2; END IF; END $$;"),
            Form.of(
                    "alter table (?:only )?NAME rename (?:column )?NAME to NAME",
                    "DO $$ BEGIN IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = '$1'::regclass AND attname = '$2') THEN"
                            + " ALTER TABLE $1 RENAME COLUMN $2 TO $3; END IF; END $$;"),
            Form.of("drop index concurrently NAME", "DROP INDEX CONCURRENTLY IF EXISTS $1;"),
            Form.of("drop (trigger|policy|rule) NAME on NAME", "DROP $U1 IF EXISTS $2 ON $3;"),
            Form.of(
                    "drop (table|index|view|materialized view|sequence|schema|type|domain|function|procedure|extension|role|"
                            + "user|aggregate|publication) NAME",
                    "DROP $U1 IF EXISTS $2;"),
            Form.of("insert into NAME", "INSERT INTO $1 … ON CONFLICT DO NOTHING, or … DO UPDATE."));

    /** For a statement that was refused. */
    static RerunRemedy of(StatementOutcome outcome) {
        String sql = outcome.statement().sql();
        for (Form form : FORMS) {
            Matcher matcher = form.pattern.matcher(sql);
            if (matcher.find()) {
                return new RerunRemedy(Optional.of(object(matcher)), filled(form.text, matcher));
            }
        }
        return new RerunRemedy(
                Optional.empty(),
                "Run it only where its work is not done yet: DO $$ BEGIN IF … THEN …; END IF; END $$;");
    }

    /** For something that a second run added or changed. */
    static String of(Change change) {
        if (change instanceof Change.Added added) {
            ObjectKind kind = change.object().kind();
            String table =
                    added.after().parent().map(parent -> parent.identity()).orElse("…");
            if (kind == ObjectKind.INDEX) {
                return "Without a name the server finds a new one each time: CREATE INDEX IF NOT EXISTS … ON " + table
                        + " …";
            }
            if (kind == ObjectKind.CONSTRAINT) {
                return "Without a name the server finds a new one each time: ALTER TABLE " + table
                        + " ADD CONSTRAINT … …, behind ALTER TABLE " + table + " DROP CONSTRAINT IF EXISTS …;";
            }
        }
        return "Let the statement say what shall be, not what shall change, or guard it: DO $$ BEGIN IF … THEN …; END IF; END $$;";
    }

    /** For rows that a second run changes. */
    static String of(RowLoss loss) {
        String table = loss.table().toString();
        if (loss.isLoss()) {
            return "Let the statement leave alone what it has changed: UPDATE " + table
                    + " … WHERE the value is still the former one.";
        }
        return loss.hasKey()
                ? "INSERT INTO " + table + " … ON CONFLICT DO NOTHING, with the key among the values."
                : "Give " + table + " a key and write INSERT INTO " + table
                        + " … ON CONFLICT DO NOTHING; or INSERT INTO " + table
                        + " SELECT … WHERE NOT EXISTS (SELECT FROM " + table + " WHERE …).";
    }

    private static String object(Matcher matcher) {
        int group =
                matcher.groupCount() > 1 && matcher.group(1).matches("(?i)[a-z ]+") && isWord(matcher.group(1)) ? 2 : 1;
        return matcher.group(group);
    }

    /** Whether it is a word of the grammar and no name. */
    private static boolean isWord(String text) {
        return text.toLowerCase(Locale.ROOT)
                .matches(
                        "schema|extension|sequence|materialized\\s+view|view|function|procedure|aggregate|rule|trigger|policy"
                                + "|table|index|type|domain|role|user|publication");
    }

    private static String filled(String text, Matcher matcher) {
        String filled = text;
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String value = String.valueOf(matcher.group(group));
            filled =
                    filled.replace("$U" + group, value.toUpperCase(Locale.ROOT)).replace("$" + group, value);
        }
        return filled;
    }
}
