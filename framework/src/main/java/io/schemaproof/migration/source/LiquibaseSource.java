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

/**
 * Liquibase's formatted SQL: every changeset is a migration and a transaction of its own, taken back by its rollback lines. Contexts and
 * labels choose nothing, as where {@code update} names none.
 */
final class LiquibaseSource implements MigrationSource {

    private record Planned(SourceFile file, Changeset changeset) {

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
        List<String> files = formatted(folder).stream().map(SourceFile::path).toList();
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(new SourceMatch(
                        SourceMatch.Strength.MARKER, files, "that begin with --liquibase formatted sql"));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FolderBuilder result = new FolderBuilder(folder, name());
        List<SourceFile> files = LiquibaseOrder.of(folder, formatted(folder));
        Map<String, Planned> all = new LinkedHashMap<>();
        Map<String, String> properties = new LinkedHashMap<>();
        for (SourceFile file : files) {
            LiquibaseFile parsed = LiquibaseFile.parse(file);
            parsed.properties().forEach(properties::putIfAbsent);
            for (Changeset changeset : parsed.changesets()) {
                Planned planned = new Planned(file, changeset);
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
                result.add(migration(planned, all, properties));
            }
        }
        return result.build(file -> LiquibaseFile.isFormatted(file)
                ? "no changelog includes it, or it holds no changeset that is run here"
                : "does not begin with --liquibase formatted sql");
    }

    private static List<SourceFile> formatted(SourceFolder folder) {
        return folder.sqlFiles().stream().filter(LiquibaseFile::isFormatted).toList();
    }

    /** Why Liquibase runs nothing of a changeset on PostgreSQL. */
    private static Optional<String> leftOut(Changeset changeset) {
        if (changeset.isTrue("ignore")) {
            return Optional.of("ignore:true");
        }
        Optional<String> dbms = changeset.attribute("dbms");
        if (dbms.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = List.of(dbms.get().toLowerCase(Locale.ROOT).split(","));
        boolean excluded = names.contains("!postgresql") || names.contains("none");
        boolean named = names.contains("postgresql") || names.contains("all");
        boolean onlyExcludes = names.stream().allMatch(name -> name.startsWith("!"));
        return excluded || !(named || onlyExcludes)
                ? Optional.of("for " + dbms.get() + ", not PostgreSQL")
                : Optional.empty();
    }

    private static Migration migration(Planned planned, Map<String, Planned> all, Map<String, String> properties) {
        Changeset changeset = planned.changeset();
        return new Migration(
                changeset.author() + ":" + changeset.id(),
                "",
                script(planned, changeset.up(), ScriptDialect.LIQUIBASE, properties),
                down(planned, all, properties),
                changeset.isTrue("runOnChange") || changeset.isTrue("runAlways"),
                notRunnable(changeset));
    }

    private static Optional<String> notRunnable(Changeset changeset) {
        Optional<String> delimiter = changeset
                .attribute("endDelimiter")
                .or(() -> changeset.attribute("rollbackEndDelimiter"))
                .filter(text -> text.contains("\\"));
        return changeset
                .attribute("runWith")
                .map(with -> "run with " + with + ", which Liquibase does only in editions that are not free")
                .or(() -> delimiter.map(
                        text -> "endDelimiter:" + text + " is a regular expression, which is not supported"));
    }

    private static Optional<Script> down(Planned planned, Map<String, Planned> all, Map<String, String> properties) {
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
            return Optional.of(other(planned, said, all, properties));
        }
        return Optional.of(script(planned, rollback.get(), ScriptDialect.LIQUIBASE_ROLLBACK, properties));
    }

    /** A rollback that runs another changeset again. */
    private static Script other(
            Planned planned, String said, Map<String, Planned> all, Map<String, String> properties) {
        Optional<String> id = LiquibaseAttributes.value(said, "changeSetId");
        Optional<String> author = LiquibaseAttributes.value(said, "changesetAuthor");
        Optional<String> path = LiquibaseAttributes.value(said, "changesetPath");
        return all.values().stream()
                .filter(other -> Optional.of(other.changeset().id()).equals(id)
                        && Optional.of(other.changeset().author()).equals(author)
                        && (path.isPresent()
                                ? path.get().endsWith(other.file().path())
                                : other.file().equals(planned.file())))
                .findFirst()
                .map(other -> script(other, other.changeset().up(), ScriptDialect.LIQUIBASE, properties))
                .orElseThrow(() -> new MigrationException(planned.file().path() + " line "
                        + planned.changeset().line().number()
                        + " is rolled back by a changeset that does not exist: " + said
                        + ". Name one by changesetId and changesetAuthor."));
    }

    private static Script script(
            Planned planned, KeptLines lines, ScriptDialect dialect, Map<String, String> properties) {
        String text = lines.text();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            text = text.replace("${" + property.getKey() + "}", property.getValue());
        }
        return planned.file().script(text, lines.firstLine(), dialect, mode(planned.changeset()));
    }

    private static ExecutionMode mode(Changeset changeset) {
        return LiquibaseAttributes.isFalse(changeset.line().text(), "runInTransaction")
                ? ExecutionMode.STATEMENTS
                : ExecutionMode.STATEMENTS_IN_TRANSACTION;
    }
}
