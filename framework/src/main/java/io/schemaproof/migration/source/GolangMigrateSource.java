package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.ScriptDialect;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * golang-migrate: {@code 1_users.up.sql} and {@code 1_users.down.sql}. sqlx writes the same names, and nothing in the files
 * tells them apart.
 */
final class GolangMigrateSource implements MigrationSource {

    /** It runs a file whatever its name ends in. */
    private static final Pattern NAME = Pattern.compile("([0-9]+)_(.*)\\.(down|up)\\..*");

    @Override
    public String name() {
        return "golang-migrate";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        List<String> files = files(folder);
        return files.stream().anyMatch(file -> file.endsWith(".up.sql"))
                ? Optional.of(new SourceMatch(
                        SourceMatch.Strength.FILE_NAME, files, "named like 1_users.up.sql and 1_users.down.sql"))
                : Optional.empty();
    }

    private static List<String> files(SourceFolder folder) {
        return folder.rootFiles().stream()
                .map(SourceFile::name)
                .filter(name -> name.endsWith(".sql") && NAME.matcher(name).matches())
                .toList();
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        Set<String> ours = ours(folder);
        UpDownPairs<Name> pairs = new UpDownPairs<>((a, b) -> a.number().compareTo(b.number()), Name::version);
        for (SourceFile file : folder.rootFiles()) {
            Matcher matcher = NAME.matcher(file.name());
            if (!matcher.matches()) {
                continue;
            }
            Optional<String> other = FileDialect.other(file.name());
            if (other.isPresent()) {
                result.ignore(file, "for " + other.get() + ", not PostgreSQL");
                continue;
            }
            Name name = new Name(matcher.group(1), matcher.group(2));
            if (!FileDialect.isPostgresql(file.name()) && ours.contains(name.number() + matcher.group(3))) {
                result.ignore(file, "another file of the same version is for PostgreSQL");
            } else if (matcher.group(3).equals("up")) {
                pairs.up(name, file);
            } else {
                pairs.down(name, file);
            }
        }
        pairs.addTo(result, ScriptDialect.SERVER, ExecutionMode.WHOLE, Name::version, Name::description);
        return result.build(file -> file.folder().isEmpty()
                ? "not named like 1_users.up.sql; golang-migrate does not run it"
                : "in a sub-folder, where golang-migrate does not look");
    }

    /** Version and direction of the files that are expressly for PostgreSQL. */
    private static Set<String> ours(SourceFolder folder) {
        Set<String> ours = new TreeSet<>();
        for (SourceFile file : folder.rootFiles()) {
            Matcher matcher = NAME.matcher(file.name());
            if (matcher.matches() && FileDialect.isPostgresql(file.name())) {
                ours.add(new BigInteger(matcher.group(1)) + matcher.group(3));
            }
        }
        return ours;
    }

    private record Name(String version, String words) {

        BigInteger number() {
            return new BigInteger(version);
        }

        String description() {
            int dot = FileDialect.isPostgresql("." + words) ? words.indexOf('.') : -1;
            return Descriptions.ofUnderscored(dot < 0 ? words : words.substring(0, dot));
        }
    }
}
