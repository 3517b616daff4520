package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.ScriptDialect;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bring ups and downs of a version together, in order of version. */
final class UpDownPairs<V> {

    private final TreeMap<V, Pair<V>> pairs;
    private final Function<V, String> text;

    UpDownPairs(Comparator<? super V> order, Function<V, String> text) {
        this.pairs = new TreeMap<>(order);
        this.text = text;
    }

    void up(V version, SourceFile file) {
        Pair<V> pair = pairs.computeIfAbsent(version, Pair::new);
        if (pair.up != null) {
            throw new MigrationException(
                    "Two migrations have the version %s: %s and %s. Which comes first is anybody's guess; give one of them another version, or list the files in order in %s."
                            .formatted(text.apply(pair.version), pair.up, file, ListSource.FILE_NAME));
        }
        pair.up = file;
        pair.version = version;
    }

    void down(V version, SourceFile file) {
        Pair<V> pair = pairs.computeIfAbsent(version, Pair::new);
        if (pair.down == null) {
            pair.down = file;
        } else if (pair.otherDown == null) {
            pair.otherDown = file;
        }
    }

    /** The pairs in order. */
    Collection<Pair<V>> sorted() {
        for (Pair<V> pair : pairs.values()) {
            if (pair.up == null) {
                throw new MigrationException(
                        pair.down + " takes back a migration that does not exist: no up has the version "
                                + text.apply(pair.version)
                                + ". Restore the up, remove the down, or give it the version that it belongs to.");
            }
            if (pair.otherDown != null) {
                throw new MigrationException("The migration %s has two downs: %s and %s. Remove one of them."
                        .formatted(text.apply(pair.version), pair.down, pair.otherDown));
            }
        }
        return pairs.values();
    }

    /** Add a migration for each pair, in order, whose scripts are all sent the same way. */
    void addTo(
            FolderBuilder folder,
            ScriptDialect dialect,
            ExecutionMode mode,
            Function<V, String> version,
            Function<V, String> description) {
        for (Pair<V> pair : sorted()) {
            folder.add(new Migration(
                    version.apply(pair.version()),
                    description.apply(pair.version()),
                    pair.up().script(dialect, mode),
                    pair.down().map(file -> file.script(dialect, mode)),
                    false,
                    Optional.empty()));
        }
    }

    /** A version's up and, where there is one, its down. */
    static final class Pair<V> {

        private V version;
        private @Nullable SourceFile up;
        private @Nullable SourceFile down;
        /** Told of when all ups are known: two ups of one version are the fault where there are two of each. */
        private @Nullable SourceFile otherDown;

        private Pair(V version) {
            this.version = version;
        }

        /** The version as the up has it. */
        V version() {
            return version;
        }

        SourceFile up() {
            if (up == null) {
                throw new IllegalStateException("no up of " + version);
            }
            return up;
        }

        Optional<SourceFile> down() {
            return Optional.ofNullable(down);
        }
    }
}
