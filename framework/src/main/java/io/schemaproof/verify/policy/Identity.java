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

    /** Those of them to which 1 and 0001 are one number. */
    private static final Set<String> COUNTED = Set.of("golang-migrate", "goose", "sqlx", "mybatis", "numbered");

    private Identity() {}

    /** A version as tools compare them to which {@code 7} and {@code 07.0} are one. */
    static String number(String version) {
        return version.replaceAll("(?<!\\d)0+(?=\\d)", "").replaceAll("([._]0)+$", "");
    }

    /** Return it; empty where nothing is known of what applies the migrations. */
    static String of(MigrationFolder folder, Migration migration) {
        String convention = folder.convention();
        if (convention.equals("sqitch")) {
            // A change that is reworked leaves its former script under another name.
            return migration.version().replaceFirst("@.*", "");
        }
        if (convention.startsWith("flyway") || convention.equals("refinery")) {
            String name = migration.displayName();
            return name.startsWith(migration.version())
                    ? number(migration.version())
                            + name.substring(migration.version().length())
                    : name;
        }
        if (convention.equals("list")) {
            return "";
        }
        if (COUNTED.contains(convention)) {
            return number(migration.version());
        }
        return NUMBER.contains(convention) ? migration.version() : Changes.key(folder, migration);
    }
}
