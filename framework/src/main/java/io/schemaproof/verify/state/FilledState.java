package io.schemaproof.verify.state;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.data.digest.DataDigest;

/**
 * What the check of the rows compares: the catalogue, the digest of all rows, and the sequences that are behind their columns.
 */
public record FilledState(Catalog catalog, DataDigest digest, LaggingSequences behind) {}
