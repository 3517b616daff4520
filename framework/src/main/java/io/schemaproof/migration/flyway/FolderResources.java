package io.schemaproof.migration.flyway;

import io.schemaproof.migration.source.SourceFile;
import io.schemaproof.migration.source.SourceFolder;
import java.io.Reader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/** The files of a folder without those of later migrations, so that Flyway finds one new one at a time. */
final class FolderResources implements ResourceProvider {

    private final List<SourceFile> files;

    /** @param later paths that are kept back */
    FolderResources(SourceFolder folder, Set<String> later) {
        this.files = folder.files().stream()
                .filter(file -> !later.contains(file.path()))
                .toList();
    }

    @Override
    @SuppressWarnings("NullAway") // Flyway's interface: null where there is none
    public LoadableResource getResource(String name) {
        return files.stream()
                .filter(file ->
                        file.path().equals(name) || file.file().toString().equals(name))
                .findFirst()
                .map(Resource::new)
                .orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return files.stream()
                .filter(file -> file.name().startsWith(prefix)
                        && Arrays.stream(suffixes).anyMatch(file.name()::endsWith))
                .<LoadableResource>map(Resource::new)
                .toList();
    }

    /** One file. */
    private static final class Resource extends LoadableResource {

        private final SourceFile file;

        private Resource(SourceFile file) {
            this.file = file;
        }

        @Override
        public Reader read() {
            return new StringReader(file.text());
        }

        @Override
        public String getAbsolutePath() {
            return file.file().toAbsolutePath().toString();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getAbsolutePath();
        }

        @Override
        public String getFilename() {
            return file.name();
        }

        @Override
        public String getRelativePath() {
            return file.path();
        }
    }
}
