package io.schemaproof.verify.policy;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import java.util.Set;

/** By what a tool knows a migration that it has applied: a file may be renamed as long as that stays. */
final class Identity {

    /** Those that note the number alone, or would. */
    private static final Set<String> NUMBER = Set.of(
            "golang-migrate",
            "goose",
            "dbmate",
            "sqlx",
            "diesel",
            "mybatis",
            "popx",
            "supabase",
            "atlas",
            "drizzle",
            "dated",
            "numbered");

    private Identity() {}

    /** Return it; empty where nothing is known of what applies the migrations. */
    static String of(MigrationFolder folder, Migration migration) {
        String convention = folder.convention();
        if (convention.equals("sqitch")) {
            // A change that is reworked leaves its former script under another name.
            return migration.version().replaceFirst("@.*", "");
        }
        if (convention.startsWith("flyway") || convention.equals("refinery")) {
            return migration.displayName();
        }
        if (convention.equals("list")) {
            return "";
        }
        return NUMBER.contains(convention) ? migration.version() : Changes.key(folder, migration);
    }
}
