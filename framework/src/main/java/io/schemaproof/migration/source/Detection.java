package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Find out which convention a folder follows: a manifest decides; else markers inside files, then names, then shapes claim
 * files, and if after that two conventions have claims, nobody guesses.
 */
final class Detection {

    private static final int EXAMPLES = 3;

    private final List<MigrationSource> sources;

    Detection(List<MigrationSource> sources) {
        this.sources = sources;
    }

    MigrationSource choose(SourceFolder folder) {
        Map<MigrationSource, SourceMatch> claims = claims(folder);
        if (claims.keySet().stream()
                .allMatch(source -> source instanceof NumberedSource || source instanceof DatedSource)) {
            Optional<ForeignTool> tool = ForeignTool.of(folder, claims.isEmpty());
            if (tool.isPresent()) {
                throw new MigrationException(folder.root() + " looks like "
                        + tool.get().name() + " (" + tool.get().evidence()
                        + "), which is not supported yet. Use --format if it can be read as another convention, or list the files in order in "
                        + ListSource.FILE_NAME + ".");
            }
        }
        if (claims.isEmpty()) {
            FolderHints.requireSomeSql(folder, sources);
            throw FolderHints.noConvention(folder, sources);
        }
        if (claims.size() > 1) {
            throw ambiguous(folder, claims);
        }
        return claims.keySet().iterator().next();
    }

    /** What each convention claims after the stronger ones have taken theirs. */
    Map<MigrationSource, SourceMatch> claims(SourceFolder folder) {
        List<Map.Entry<MigrationSource, SourceMatch>> matches = new ArrayList<>();
        for (MigrationSource source : sources) {
            source.match(folder).ifPresent(match -> matches.add(Map.entry(source, match)));
        }
        matches.sort(Comparator.comparing(
                        (Map.Entry<MigrationSource, SourceMatch> entry) ->
                                entry.getValue().strength(),
                        Comparator.reverseOrder())
                // The plain rule comes last among its like, also after those of other people's sources; our own list
                // first.
                .thenComparing(entry -> entry.getKey() instanceof NumberedSource)
                .thenComparing(entry -> !(entry.getKey() instanceof ListSource)));
        Map<MigrationSource, SourceMatch> claims = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        SourceMatch.Strength strength = SourceMatch.Strength.MANIFEST;
        Set<String> takenHere = new HashSet<>();
        for (Map.Entry<MigrationSource, SourceMatch> entry : matches) {
            SourceMatch match = entry.getValue();
            if (match.strength() != strength) {
                taken.addAll(takenHere);
                strength = match.strength();
            }
            List<String> files = match.files().stream()
                    .filter(file -> !taken.contains(file))
                    // The plain rule is what is left when no tool's own rule fits.
                    .filter(file -> !(entry.getKey() instanceof NumberedSource && takenHere.contains(file)))
                    .toList();
            takenHere.addAll(files);
            if (!files.isEmpty() && !isDecided(claims, match)) {
                claims.put(entry.getKey(), new SourceMatch(match.strength(), files, match.reason()));
            }
        }
        return claims;
    }

    /** A manifest decides for all files; our own list also against that of a tool, because somebody wrote it for us. */
    private static boolean isDecided(Map<MigrationSource, SourceMatch> claims, SourceMatch match) {
        return claims.entrySet().stream()
                .anyMatch(claim -> claim.getValue().strength() == SourceMatch.Strength.MANIFEST
                        && (match.strength() != SourceMatch.Strength.MANIFEST || claim.getKey() instanceof ListSource));
    }

    private static MigrationException ambiguous(SourceFolder folder, Map<MigrationSource, SourceMatch> claims) {
        StringBuilder message =
                new StringBuilder(folder.root() + " follows " + claims.size() + " conventions at once:");
        claims.forEach((source, match) -> message.append("\n  ")
                .append(source.name())
                .append(": ")
                .append(match.files().size())
                .append(match.files().size() == 1 ? " file " : " files ")
                .append(match.reason())
                .append(" (")
                .append(examples(match.files()))
                .append(")"));
        message.append("\nChoose with --format ")
                .append(claims.keySet().stream()
                        .map(MigrationSource::name)
                        .collect(Collectors.joining(" or --format ")))
                .append("; what it does not take is then listed as ignored.");
        return new MigrationException(message.toString());
    }

    static String examples(List<String> files) {
        String shown = files.stream().limit(EXAMPLES).collect(Collectors.joining(", "));
        return files.size() > EXAMPLES ? shown + ", …" : shown;
    }
}
