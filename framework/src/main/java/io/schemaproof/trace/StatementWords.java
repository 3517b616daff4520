package io.schemaproof.trace;

import java.util.regex.Pattern;

/** What must be known of a statement before it is sent. */
final class StatementWords {

    /** No snapshot may be taken behind these: SET TRANSACTION ISOLATION LEVEL may follow. */
    private static final Pattern SETTINGS =
            Pattern.compile("(?is)(BEGIN|START\\s+TRANSACTION|SET\\s+(?!CONSTRAINTS\\b)|RESET|SHOW)\\b.*");

    private static final Pattern ROLLBACK = Pattern.compile("(?is)(ROLLBACK|ABORT)\\b.*");
    private static final Pattern DISCARD = Pattern.compile("(?is)(DISCARD|DEALLOCATE(\\s+PREPARE)?)\\s+ALL\\b.*");
    private static final Pattern VACUUM = Pattern.compile("(?is)VACUUM\\b.*");

    private StatementWords() {}

    static boolean isSettings(String sql) {
        return SETTINGS.matcher(sql).matches();
    }

    static boolean rollsBack(String sql) {
        return ROLLBACK.matcher(sql).matches();
    }

    /** Whether all prepared statements are gone behind it. */
    static boolean discards(String sql) {
        return DISCARD.matcher(sql).matches();
    }

    /** Whether an old snapshot would change what it does. */
    static boolean isVacuum(String sql) {
        return VACUUM.matcher(sql).matches();
    }
}
