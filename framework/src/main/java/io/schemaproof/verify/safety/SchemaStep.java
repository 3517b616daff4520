package io.schemaproof.verify.safety;

import io.schemaproof.catalog.Catalog;

/** The schemas before and after an up. */
record SchemaStep(Catalog before, Catalog after) {}
