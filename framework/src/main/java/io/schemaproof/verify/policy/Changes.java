package io.schemaproof.verify.policy;

import java.util.Set;

/**
 * What has become of the files of a folder since a revision.
 *
 * @param since the revision, as people call it
 * @param added paths below the folder, with {@code /}, of files that the revision does not have
 * @param edited those of files that it has, and that are other now
 * @param removed those of ups that it has, and whose version is gone
 * @since 0.1
 */
public record Changes(String since, Set<String> added, Set<String> edited, Set<String> removed) {

    public Changes {
        added = Set.copyOf(added);
        edited = Set.copyOf(edited);
        removed = Set.copyOf(removed);
    }

    /** Whether a file is other than it was, or new. */
    public boolean concern(String path) {
        return added.contains(path) || edited.contains(path);
    }
}
