package io.schemaproof.backup;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the roles that a script of pg_dump names: it says who owns what and may do what, and makes nobody. */
final class DumpRoles {

    private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[a-z_][a-z0-9_$]*)";
    private static final Pattern ROLE = Pattern.compile("(" + NAME + ")");

    /** As pg_dump writes them, each on a line of its own. */
    private static final Pattern NAMING = Pattern.compile("^ALTER .* OWNER TO (?<owner>" + NAME + ");$"
            + "|^ALTER DEFAULT PRIVILEGES FOR ROLE (?<definer>" + NAME + ") .* (?:TO|FROM) (?<receiver>" + NAME
            + ")(?: WITH GRANT OPTION)?;$"
            + "|^(?:GRANT|REVOKE) .* (?:TO|FROM) (?<grantee>" + NAME + ")(?: WITH GRANT OPTION)?;$"
            + "|^CREATE POLICY .* TO (?<members>" + NAME + "(?:, " + NAME + ")*)(?: USING .*| WITH CHECK .*|;)$"
            + "|^SET SESSION AUTHORIZATION (?<user>" + NAME + ");$");

    private static final String[] GROUPS = {"owner", "definer", "receiver", "grantee", "members", "user"};

    private DumpRoles() {}

    /** Names as stored, without those that every server has. */
    static SortedSet<String> in(String script) {
        SortedSet<String> roles = new TreeSet<>();
        boolean data = false;
        for (String line : (Iterable<String>) script.lines()::iterator) {
            if (data) {
                data = !line.equals("\\.");
            } else if (line.startsWith("COPY ") && line.endsWith(" FROM stdin;")) {
                data = true;
            } else {
                add(line, roles);
            }
        }
        roles.removeIf(role -> role.startsWith("pg_") || role.equals("public"));
        return roles;
    }

    private static void add(String line, SortedSet<String> roles) {
        Matcher matcher = NAMING.matcher(line);
        if (!matcher.matches()) {
            return;
        }
        for (String group : GROUPS) {
            String found = matcher.group(group);
            if (found != null) {
                Matcher role = ROLE.matcher(found);
                while (role.find()) {
                    roles.add(stored(role.group(1)));
                }
            }
        }
    }

    private static String stored(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
