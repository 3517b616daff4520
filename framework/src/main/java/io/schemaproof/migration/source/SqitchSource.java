package io.schemaproof.migration.source;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sqitch: what {@code sqitch.plan} plans, with {@code deploy/}, {@code revert/} and {@code verify/}, each script by psql (its {@code Engine/pg.pm}:
 * {@code --no-psqlrc --set ON_ERROR_STOP=1}). A change that was reworked keeps its former scripts as {@code name@tag.sql}.
 */
final class SqitchSource implements MigrationSource {

    @Override
    public String name() {
        return "sqitch";
    }

    @Override
    public Optional<SourceMatch> match(SourceFolder folder) {
        SqitchConfiguration configuration = SqitchConfiguration.of(folder);
        return folder.file(configuration.plan())
                .map(plan -> new SourceMatch(
                        SourceMatch.Strength.MANIFEST, List.of(plan.path()), "plans the changes of Sqitch"));
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        SqitchConfiguration configuration = SqitchConfiguration.of(folder);
        SourceFile plan = folder.file(configuration.plan())
                .orElseThrow(() -> new MigrationException("There is no " + configuration.plan() + " in " + folder.root()
                        + ". Give the folder that holds the plan of Sqitch, or its sqitch.conf."));
        configuration.requirePostgresql();
        FolderBuilder result = new FolderBuilder(folder, name());
        for (SqitchPlan.Change change : SqitchPlan.parse(plan).changes()) {
            result.add(migration(folder, configuration, plan, change));
        }
        return result.build(file -> configuration.isScript(file)
                ? "no change of " + plan.path() + " has this script; Sqitch does not run it"
                : "not in the folders deploy, revert and verify of Sqitch");
    }

    private static Migration migration(
            SourceFolder folder, SqitchConfiguration configuration, SourceFile plan, SqitchPlan.Change change) {
        List<String> names = names(change);
        Script up = script(folder, configuration.deploy(), configuration, names)
                .orElseThrow(() -> new MigrationException(plan.path() + " line " + change.line() + " has the change "
                        + change.name() + ", and there is no "
                        + names.stream()
                                .map(name -> configuration.path(configuration.deploy(), name))
                                .collect(Collectors.joining(" or "))
                        + ". Restore the script, or take the change out of the plan."));
        String tag = change.reworkedTags().isEmpty()
                ? ""
                : "@" + change.reworkedTags().get(0);
        String tags = change.tags().stream().map(name -> "@" + name).collect(Collectors.joining(" "));
        return new Migration(
                change.name() + tag,
                tags,
                up,
                script(folder, configuration.revert(), configuration, names),
                script(folder, configuration.verify(), configuration, names),
                false,
                Optional.empty());
    }

    /** The names without their ending under which the scripts may lie. */
    private static List<String> names(SqitchPlan.Change change) {
        List<String> names = new ArrayList<>();
        change.reworkedTags().forEach(tag -> names.add(change.name() + "@" + tag));
        if (names.isEmpty()) {
            names.add(change.name());
        }
        return names;
    }

    private static Optional<Script> script(
            SourceFolder folder, String below, SqitchConfiguration configuration, List<String> names) {
        return names.stream()
                .flatMap(name -> folder.file(configuration.path(below, name)).stream())
                .findFirst()
                .map(file -> file.script(ScriptDialect.PSQL, ExecutionMode.STATEMENTS));
    }
}
