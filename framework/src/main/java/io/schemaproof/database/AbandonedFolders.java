package io.schemaproof.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folders that killed runs have left in a folder.
 *
 * @param name of such a folder; its first group is what {@link OwnerProcess#text} wrote
 * @param users whose folders are looked at
 * @since 0.1
 */
public record AbandonedFolders(Path root, Pattern name, Set<String> users) {

    public AbandonedFolders {
        users = Set.copyOf(users);
    }

    /**
     * Those whose owners are certainly gone.
     *
     * @throws IOException if the root cannot be read
     */
    public List<Path> find() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(this::isAbandoned).toList();
        }
    }

    /** Another user's folder may be a trap for one who may remove everything. */
    private boolean isAbandoned(Path folder) {
        Matcher matcher = name.matcher(folder.getFileName().toString());
        try {
            return matcher.matches()
                    && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && users.contains(
                            Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName())
                    && OwnerProcess.parse(matcher.group(1))
                            .map(OwnerProcess::isGone)
                            .orElse(false);
        } catch (IOException e) {
            return false;
        }
    }
}
