package io.schemaproof.migration.psql;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * psql's variables with those that mean something to psql itself.
 *
 * @since 0.1
 */
public final class PsqlVariables {

    private static final Set<String> SWITCHES =
            Set.of("AUTOCOMMIT", "ON_ERROR_STOP", "ON_ERROR_ROLLBACK", "QUIET", "SINGLELINE", "SINGLESTEP");

    private final Map<String, String> values = new HashMap<>();

    public PsqlVariables(Map<String, String> initial) {
        values.put("AUTOCOMMIT", "on");
        values.put("ON_ERROR_STOP", "off");
        values.put("ON_ERROR_ROLLBACK", "off");
        values.putAll(initial);
    }

    /** Return the value, or null where there is none. */
    public @Nullable String get(String name) {
        return values.get(name);
    }

    /** Set a variable that psql itself keeps. */
    public void put(String name, String value) {
        values.put(name, value);
    }

    /**
     * Set a variable as {@code \set} does.
     *
     * @throws MetaCommandException if psql refuses the name or the value
     */
    public void set(String name, String value) throws MetaCommandException {
        if (!name.codePoints().allMatch(PsqlVariables::isNameCharacter) || name.isEmpty()) {
            throw new MetaCommandException("invalid variable name: \"" + name + "\"");
        }
        if (SWITCHES.contains(name)) {
            String effective = value.isEmpty() ? "on" : value;
            boolean interactive = name.equals("ON_ERROR_ROLLBACK") && effective.equalsIgnoreCase("interactive");
            if (!interactive && parseBoolean(effective).isEmpty()) {
                throw new MetaCommandException(
                        "unrecognized value \"" + value + "\" for \"" + name + "\": Boolean expected");
            }
            values.put(name, effective);
        } else {
            values.put(name, value);
        }
    }

    /** Remove a variable as psql does; a switch is off afterwards, and AUTOCOMMIT on. */
    public void unset(String name) {
        if (SWITCHES.contains(name)) {
            values.put(name, "off");
        } else {
            values.remove(name);
        }
    }

    /** Whether a switch is on. */
    public boolean isOn(String name) {
        String value = values.get(name);
        return value != null && parseBoolean(value).orElse(false);
    }

    /** Read a boolean as psql does: any unambiguous beginning of true, false, yes, no, on, off, and 1 and 0. */
    public static Optional<Boolean> parseBoolean(String text) {
        String value = text.toLowerCase(Locale.ROOT);
        if (value.isEmpty() || value.equals("o")) {
            return Optional.empty();
        }
        if ("true".startsWith(value) || "yes".startsWith(value) || value.equals("on") || value.equals("1")) {
            return Optional.of(true);
        }
        if ("false".startsWith(value) || "no".startsWith(value) || "off".startsWith(value) || value.equals("0")) {
            return Optional.of(false);
        }
        return Optional.empty();
    }

    private static boolean isNameCharacter(int c) {
        return c == '_' || c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
