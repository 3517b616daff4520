package io.schemaproof.safety;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A policy of row level security. */
record Policy(CatalogObject object) {

    static final List<String> COMMANDS = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

    private static final String PUBLIC = "PUBLIC";

    static Stream<Policy> of(Table table) {
        return table.policies().stream().map(Policy::new);
    }

    /**
     * Whether the policies of a table let a role do all that it could without row level security.
     *
     * @param command of {@link #COMMANDS}
     */
    static boolean letPass(Table table, String role, String command) {
        return of(table).anyMatch(policy -> policy.isPermissive() && policy.letsPass(role, command))
                && of(table)
                        .filter(policy -> !policy.isPermissive() && policy.isFor(command))
                        .allMatch(policy -> policy.letsPass(PUBLIC, command));
    }

    boolean isPermissive() {
        return object.attribute("combination").filter("permissive"::equals).isPresent();
    }

    boolean isFor(String command) {
        return object.attribute("command")
                .filter(own -> own.equals("all") || own.equalsIgnoreCase(command))
                .isPresent();
    }

    Set<String> roles() {
        return Set.of(object.attribute("roles").orElse(PUBLIC).split(", "));
    }

    boolean isForAll() {
        return roles().contains(PUBLIC);
    }

    /** Whether every row that is there passes. */
    boolean letsAllPass() {
        return isPermissive() && isTrue("using");
    }

    /** What tells it from others, but for its name. */
    List<Optional<String>> content() {
        return Stream.of("combination", "command", "roles", "using", "with check")
                .map(object::attribute)
                .toList();
    }

    /** What a row has to fulfil; where nothing is said of those that are written, what is said of others. */
    String condition(String part) {
        return object.attribute(part).or(() -> object.attribute("using")).orElse("true");
    }

    boolean letsPass(String role, String command) {
        boolean mayWrite = object.attribute("with check").isEmpty() || isTrue("with check");
        boolean passes = command.equals("INSERT")
                ? mayWrite && (isTrue("with check") || isTrue("using"))
                : isTrue("using") && (mayWrite || !command.equals("UPDATE"));
        return isFor(command) && (isForAll() || roles().contains(role)) && passes;
    }

    private boolean isTrue(String condition) {
        return object.attribute(condition).filter("true"::equals).isPresent();
    }
}
