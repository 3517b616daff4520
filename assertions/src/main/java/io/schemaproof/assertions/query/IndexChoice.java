package io.schemaproof.assertions.query;

import io.schemaproof.query.Relation;
import java.util.List;
import java.util.Set;

/**
 * Indexes any of which satisfies an assertion: one by name, or all that begin with some columns; with those of the
 * partitions.
 *
 * @param phrase how messages call them
 * @param columns columns that a search must give values for; without them the whole index would be read
 * @param partial whether it holds some rows only, so that even reading it whole is a search
 * @param without partitions and children that have none of these indexes, so that no search of the table is one of theirs
 */
public record IndexChoice(
        String phrase, Set<Relation> indexes, List<String> columns, boolean partial, Set<Relation> without) {}
