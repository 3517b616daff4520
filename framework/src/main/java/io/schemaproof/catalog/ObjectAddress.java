package io.schemaproof.catalog;

/**
 * Where the server keeps an object. Never leaves the reader.
 *
 * @param catalog the system catalogue that holds it
 * @param part number of a column, or 0
 */
record ObjectAddress(String catalog, long oid, int part) {}
