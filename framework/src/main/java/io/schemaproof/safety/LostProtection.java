package io.schemaproof.safety;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.View;
import java.util.List;
import java.util.regex.Pattern;

/** What kept rows from others, and the rights of a function's owner from its callers. */
record LostProtection(LostParts lost) {

    private static final Pattern RESETS = Pattern.compile("(?i)\\bRESET\\b");
    private static final Pattern DROPS_POLICY = Pattern.compile("(?i)\\bDROP\\s+POLICY\\b");
    private static final Pattern DISABLES = Pattern.compile("(?i)\\bDISABLE\\s+ROW\\b");

    void rowSecurity(Table was, Table is) {
        if (was.isRowSecurityEnabled()
                && !is.isRowSecurityEnabled()
                && !lost.migration().says(DISABLES)) {
            lost.add("row level security", "ALTER TABLE " + is.identity() + " ENABLE ROW LEVEL SECURITY;");
        }
        for (CatalogObject policy : was.policies()) {
            String name = CatalogNames.nameIn(was, policy);
            if (is.policies().stream().noneMatch(other -> other.id().equals(policy.id()))
                    && !lost.migration().says(DROPS_POLICY)) {
                lost.add("the policy " + name, "CREATE POLICY " + name + " ON " + is.identity() + " …;");
            }
        }
    }

    /** What protects the rows behind a view. */
    void options(View was, View is) {
        List<String> now = List.of(is.object().attribute("options").orElse("").split(", ", -1));
        for (String option : was.object().attribute("options").orElse("").split(", ", -1)) {
            if (option.startsWith("security_") && !now.contains(option)) {
                lost.add(option, "ALTER VIEW " + is.identity() + " SET (" + option + ");");
            }
        }
    }

    /** Where the rights of its owner are used, who may set the path says which tables and functions are meant. */
    void settings(Function was, Function is) {
        if (is.isSecurityDefiner()
                && was.isSecurityDefiner()
                && !lost.migration().says(RESETS)) {
            for (String setting : was.settings()) {
                if (setting.startsWith("search_path=")
                        && is.settings().stream().noneMatch(now -> now.startsWith("search_path="))) {
                    lost.add(
                            "its " + setting.replaceFirst("=", " = "),
                            "ALTER " + CatalogNames.routine(is) + " SET " + setting.replaceFirst("=", " = ") + ";");
                }
            }
        }
    }
}
