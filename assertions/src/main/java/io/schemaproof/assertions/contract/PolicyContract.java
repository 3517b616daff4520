package io.schemaproof.assertions.contract;

import java.util.List;
import java.util.Optional;

/**
 * A policy that a table must have: {@code policy("tenant").to("app").using("tenant = current_setting('app.tenant')")}.
 *
 * @param name as in SQL
 * @param command {@code all}, {@code select}, {@code insert}, {@code update} or {@code delete}
 * @param roles for which it is, {@code PUBLIC} for all
 * @param isRestrictive whether it holds rows back instead of letting them through
 * @param using which rows it shows
 * @param check which new rows it allows
 * @since 0.1
 */
public record PolicyContract(
        String name,
        String command,
        List<String> roles,
        boolean isRestrictive,
        Optional<String> using,
        Optional<String> check) {

    static final List<String> PUBLIC = List.of("PUBLIC");

    public PolicyContract {
        roles = List.copyOf(roles);
    }

    /** A permissive policy for all commands and roles, without a condition. */
    public static PolicyContract policy(String name) {
        return new PolicyContract(name, "all", PUBLIC, false, Optional.empty(), Optional.empty());
    }

    /** The same for one command, {@code select} for instance. */
    public PolicyContract forCommand(String command) {
        return new PolicyContract(name, command, roles, isRestrictive, using, check);
    }

    /** The same for these roles. */
    public PolicyContract to(String... roles) {
        return new PolicyContract(name, command, List.of(roles), isRestrictive, using, check);
    }

    /** The same, holding rows back. */
    public PolicyContract restrictive() {
        return new PolicyContract(name, command, roles, true, using, check);
    }

    /** The same, showing these rows. */
    public PolicyContract using(String condition) {
        return new PolicyContract(name, command, roles, isRestrictive, Optional.of(condition), check);
    }

    /** The same, allowing these new rows. */
    public PolicyContract withCheck(String condition) {
        return new PolicyContract(name, command, roles, isRestrictive, using, Optional.of(condition));
    }
}
