package io.schemaproof.query.named;

import java.util.Optional;

/**
 * What a service sets in its sessions before it sends a query.
 *
 * @param role as whom it works, as {@code SET ROLE} takes it; empty for the owner of the database
 * @param searchPath the schemas in which names are looked up, as {@code SET search_path} takes them; empty for the server's default
 * @since 0.1
 */
public record ServiceSession(Optional<String> role, Optional<String> searchPath) {

    /** Nothing is set. */
    public static final ServiceSession DEFAULT = new ServiceSession(Optional.empty(), Optional.empty());

    /** Return the same with another role. */
    public ServiceSession withRole(String name) {
        return new ServiceSession(Optional.of(name), searchPath);
    }

    /** Return the same with another search path. */
    public ServiceSession withSearchPath(String schemas) {
        return new ServiceSession(role, Optional.of(schemas));
    }
}
