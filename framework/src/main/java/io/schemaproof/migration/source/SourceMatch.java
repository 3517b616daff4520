package io.schemaproof.migration.source;

import java.util.List;

/**
 * Why a folder follows a convention.
 *
 * @param strength what the match rests on; of a file that two conventions claim, the stronger has it
 * @param files the files that follow the convention, relative to the folder; never empty
 * @param reason half a sentence, such as {@code marked with -- +goose Up}
 * @since 0.1
 */
public record SourceMatch(Strength strength, List<String> files, String reason) {

    public SourceMatch {
        files = List.copyOf(files);
    }

    /** What a match rests on, weakest first. */
    public enum Strength {
        /** Folders of a certain shape. */
        DIRECTORY_SHAPE,
        /** Names of files. */
        FILE_NAME,
        /** Names of files, and something in or around them that only one tool writes: its dependency, its own words. */
        PROJECT,
        /** Comments inside files. */
        MARKER,
        /** A file that lists the migrations. */
        MANIFEST
    }
}
