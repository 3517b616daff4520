package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Lookup;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Schema;
import java.util.List;
import java.util.function.Function;

/** Find roles by name; {@code PUBLIC} stands for everybody. */
final class Roles {

    static final String PUBLIC = "PUBLIC";

    private Roles() {}

    /** The name as stored, or {@link #PUBLIC}. */
    static String find(Schema schema, String role, Function<Failure, AssertionError> missing) {
        if (role.equalsIgnoreCase(PUBLIC)) {
            return PUBLIC;
        }
        String name = Names.column(role);
        List<String> existing = new Sql(schema.dataSource())
                .column(
                        "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname NOT LIKE 'pg\\_%' OR rolname = ? ORDER BY 1",
                        name);
        if (!existing.contains(name)) {
            String near = Names.didYouMean(name, existing);
            throw missing.apply(
                    near.isEmpty()
                            ? Lookup.missing("role", role, List.of(), existing)
                            : Lookup.missing("role", role, List.of(), List.of(), near));
        }
        return name;
    }

    static String quoted(String role) {
        return role.equals(PUBLIC) ? PUBLIC : Names.quote(role);
    }
}
