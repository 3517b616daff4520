package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.trace.ScriptTrace;
import io.schemaproof.trace.TracedRelation;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the up of a migration has made, which its down takes away by right.
 *
 * @param before what the database consisted of before the up
 * @param relations that the up has created, as {@code schema.name}, not quoted
 * @since 0.1
 */
public record MadeByUp(Catalog before, Set<String> relations) {

    public MadeByUp {
        relations = Set.copyOf(relations);
    }

    /** Read it from the trace of the up. */
    public static MadeByUp of(Catalog before, ScriptTrace up) {
        return new MadeByUp(
                before,
                up.statements().stream()
                        .flatMap(statement -> statement.created().stream())
                        .map(TracedRelation::qualifiedName)
                        .collect(Collectors.toSet()));
    }

    /** Whether a down drops nothing but what the up has made. */
    public boolean coversDropsOf(ScriptTrace down) {
        return down.statements().stream()
                .flatMap(statement -> statement.dropped().stream())
                .allMatch(relation -> !relation.existedBefore() || relations.contains(relation.qualifiedName()));
    }
}
