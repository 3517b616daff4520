package io.schemaproof.migration.script;

/**
 * The data that follow COPY FROM STDIN in a script.
 *
 * @param text the lines
 * @param sourceOffset where they begin in the source
 * @param terminated whether {@code \.} ended them, and not the end of the file
 * @since 0.1
 */
public record CopyData(String text, int sourceOffset, boolean terminated) {}
