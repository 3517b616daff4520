package io.schemaproof.verify.state;

import io.schemaproof.catalog.Catalog;

/** What is compared before and after a step: the whole catalogue, and the rows in reduced form. */
public record DatabaseState(Catalog catalog, RowState rows) {}
