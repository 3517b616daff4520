package io.schemaproof.catalog;

/**
 * Where a catalogue was read.
 *
 * @param database the database's name
 * @param serverVersion PostgreSQL's version without what a packager adds: {@code 17.5}
 * @since 0.1
 */
public record CatalogOrigin(String database, String serverVersion) {}
