package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.migration.script.LiquibaseAttributes;
import io.schemaproof.migration.source.LiquibaseFile.Changeset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Liquibase's formatted SQL: every changeset is a migration and a transaction of its own, taken back by its rollback lines. Contexts and
 * labels choose nothing, as where {@code update} names none. A file that is not formatted is one where a changelog includes it.
 */
final class LiquibaseSource implements MigrationSource {

    private record Planned(SourceFile file, Changeset changeset, Map<String, String> properties) {

        String version() {
            return changeset.author() + ":" + changeset.id();
        }

        String key() {
            return file.path() + "::" + changeset.id() + "::" + changeset.author();
        }
    }

    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        List<SourceFile> formatted =
                folder.sqlFiles().stream().filter(LiquibaseFile::isFormatted).toList();
        List<String> files = Stream.concat(formatted.stream(), LiquibaseOrder.named(folder).stream())
                .map(SourceFile::path)
                .distinct()
                .toList();
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(new SourceMatch(
                        SourceMatch.Strength.MARKER,
                        files,
                        formatted.isEmpty()
                                ? "that a changelog of Liquibase names"
                                : "that begin with --liquibase formatted sql"));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        LiquibaseOrder order = LiquibaseOrder.of(folder);
        Map<String, Planned> all = new LinkedHashMap<>();
        Map<String, String> properties = new LinkedHashMap<>(order.properties());
        for (SourceFile file : order.files()) {
            LiquibaseFile parsed = LiquibaseFile.parse(file);
            parsed.properties().forEach(properties::putIfAbsent);
            Map<String, String> values = parsed.values(properties);
            for (Changeset changeset : parsed.changesets()) {
                Planned planned = new Planned(file, changeset, values);
                Planned earlier = all.putIfAbsent(planned.key(), planned);
                if (earlier != null) {
                    throw new MigrationException(
                            file.path() + " line " + changeset.line().number() + " has the changeset "
                                    + changeset.author() + ":" + changeset.id() + ", which line "
                                    + earlier.changeset().line().number()
                                    + " already has, and Liquibase refuses it. Give it another id.");
                }
            }
        }
        for (Planned planned : all.values()) {
            Optional<String> reason = leftOut(planned.changeset());
            if (reason.isPresent()) {
                result.ignore(
                        planned.file().path() + " line "
                                + planned.changeset().line().number(),
                        reason.get());
            } else {
                result.add(migration(planned, all));
            }
        }
        return result.build(file -> LiquibaseFile.isFormatted(file)
                ? "no changelog includes it, or it holds no changeset that is run here"
                : "does not begin with --liquibase formatted sql");
    }

    /** Why Liquibase runs nothing of a changeset on PostgreSQL. */
    private static Optional<String> leftOut(Changeset changeset) {
        if (changeset.isTrue("ignore")) {
            return Optional.of("ignore:true");
        }
        Optional<String> dbms = changeset.attribute("dbms", LiquibaseAttributes.DATABASES);
        if (dbms.isEmpty()) {
            return Optional.empty();
        }
        return LiquibaseFile.isForPostgresql(dbms.get())
                ? Optional.empty()
                : Optional.of("for " + dbms.get() + ", not PostgreSQL"
                        + (dbms.get().startsWith("\"") ? "; Liquibase takes the quote for a part of the name" : ""));
    }

    private static Migration migration(Planned planned, Map<String, Planned> all) {
        Changeset changeset = planned.changeset();
        return new Migration(
                planned.version(),
                changeset.whole() || isElsewhere(planned, all) ? planned.file().path() : "",
                script(planned, changeset.up(), ScriptDialect.LIQUIBASE),
                down(planned, all),
                changeset.isTrue("runOnChange") || changeset.isTrue("runAlways"),
                notRunnable(changeset));
    }

    /** Another file may have the same author and id, so that only the path tells them apart. */
    private static boolean isElsewhere(Planned planned, Map<String, Planned> all) {
        return all.values().stream()
                .anyMatch(other -> other.version().equals(planned.version())
                        && !other.file().equals(planned.file()));
    }

    private static Optional<String> notRunnable(Changeset changeset) {
        return changeset
                .attribute("runWith", "[\\w${}]+")
                .map(with -> "run with " + with + ", which Liquibase does only in editions that are not free")
                .or(() -> notPattern(
                        "endDelimiter",
                        LiquibaseAttributes.ofChangeset(changeset.line().text())))
                .or(() -> notPattern(
                        "rollbackEndDelimiter",
                        LiquibaseAttributes.ofRollback(changeset.line().text())));
    }

    /** Liquibase takes a delimiter for a regular expression wherever it is not found as it is written. */
    private static Optional<String> notPattern(String attribute, LiquibaseAttributes attributes) {
        try {
            Optional<Pattern> unused = attributes.endPattern();
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(attribute + ":" + attributes.endDelimiter() + " is no regular expression ("
                    + e.getDescription() + "), at which Liquibase ends; put \\ before the sign that is meant as it is");
        }
    }

    private static Optional<Script> down(Planned planned, Map<String, Planned> all) {
        Optional<KeptLines> rollback = planned.changeset().rollback();
        if (rollback.isEmpty()) {
            return Optional.empty();
        }
        String said = rollback.get()
                .text()
                .lines()
                .skip(1)
                .reduce("", (a, b) -> a + " " + b)
                .strip();
        String words = said.toLowerCase(Locale.ROOT);
        if (words.startsWith("not required") || words.startsWith("empty")) {
            List<String> lines = new ArrayList<>(
                    rollback.get().text().lines().map(line -> "-- " + line).toList());
            return Optional.of(planned.file()
                    .script(
                            String.join("\n", lines) + "\n",
                            rollback.get().firstLine(),
                            ScriptDialect.LIQUIBASE_ROLLBACK,
                            mode(planned.changeset())));
        }
        if (words.contains("changesetid")) {
            return Optional.of(other(planned, said, all));
        }
        return Optional.of(script(planned, rollback.get(), ScriptDialect.LIQUIBASE_ROLLBACK));
    }

    /** A rollback that runs another changeset again. */
    private static Script other(Planned planned, String said, Map<String, Planned> all) {
        Optional<String> id = LiquibaseAttributes.value(said, "changeSetId", "\\S+");
        Optional<String> author = LiquibaseAttributes.value(said, "changesetAuthor", "\\S+");
        Optional<String> path = LiquibaseAttributes.value(said, "changesetPath", "\\S+");
        return all.values().stream()
                .filter(other -> Optional.of(other.changeset().id()).equals(id)
                        && Optional.of(other.changeset().author()).equals(author)
                        && (path.isPresent()
                                ? path.get().endsWith(other.file().path())
                                : other.file().equals(planned.file())))
                .findFirst()
                .map(other -> script(other, other.changeset().up(), ScriptDialect.LIQUIBASE))
                .orElseThrow(() -> new MigrationException(planned.file().path() + " line "
                        + planned.changeset().line().number()
                        + " is rolled back by a changeset that does not exist: " + said
                        + ". Name one by changesetId and changesetAuthor."));
    }

    private static Script script(Planned planned, KeptLines lines, ScriptDialect dialect) {
        if (planned.changeset().whole()) {
            return planned.file().script(ScriptDialect.SERVER, ExecutionMode.WHOLE_IN_TRANSACTION);
        }
        String text = LiquibaseProperties.put(lines.text(), planned.properties());
        return planned.file().script(text, lines.firstLine(), dialect, mode(planned.changeset()));
    }

    private static ExecutionMode mode(Changeset changeset) {
        return LiquibaseAttributes.isFalse(changeset.line().text(), "runInTransaction")
                ? ExecutionMode.STATEMENTS
                : ExecutionMode.STATEMENTS_IN_TRANSACTION;
    }
}
