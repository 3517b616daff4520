package io.schemaproof.migration;

import java.nio.file.Path;

/**
 * SQL text from a file, or from a part of one, and how to send it.
 *
 * @param file the file it was read from
 * @param path the file relative to the folder of the migrations, with {@code /} between names; what messages and reports show
 * @param text the SQL
 * @param firstLine line of the file on which the text begins, counted from 1
 * @param dialect who reads it before the server
 * @param mode how it is sent
 * @since 0.1
 */
public record Script(Path file, String path, String text, int firstLine, ScriptDialect dialect, ExecutionMode mode) {}
