package io.schemaproof.verify.acceptance;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationException;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.Acceptance;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.VerificationListener;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a project has accepted of its migrations: by waivers in their comments, and by a baseline.
 *
 * @since 0.1
 */
public final class Acceptances {

    private static final String CHECK = "acceptance";

    private final MigrationFolder folder;
    private final Optional<Path> file;
    private final boolean writes;
    private final List<Baseline.Entry> baseline;
    private final Supplier<LocalDate> today;
    private final DownPolicy downs;
    private final Map<String, MigrationAcceptance> migrations = new LinkedHashMap<>();

    private Acceptances(
            MigrationFolder folder,
            Optional<Path> file,
            boolean writes,
            List<Baseline.Entry> baseline,
            Supplier<LocalDate> today,
            DownPolicy downs) {
        this.downs = downs;
        this.folder = folder;
        this.file = file;
        this.writes = writes;
        this.baseline = baseline;
        this.today = today;
    }

    /**
     * Read the baseline that the configuration names.
     *
     * @param date of today, unless the configuration names a day
     * @throws MigrationException if there is none, or it cannot be read, or a parameter has a value that is none
     * @throws ConfigurationException if a parameter that is true or false is neither
     */
    public static Acceptances of(MigrationFolder folder, Configuration configuration, Supplier<LocalDate> date) {
        Optional<Path> file =
                configuration.get(ConfigurationParameters.FINDINGS_BASELINE).map(Path::of);
        boolean writes = configuration.isOn(ConfigurationParameters.FINDINGS_BASELINE_WRITE);
        Optional<LocalDate> day =
                configuration.get(ConfigurationParameters.TODAY).map(Acceptances::day);
        Optional<List<Baseline.Entry>> known = file.flatMap(Baseline::read);
        if (file.isPresent() && known.isEmpty() && !writes) {
            throw new MigrationException("There is no baseline " + file.get()
                    + ". Write one with --write-baseline, and keep it under version control.");
        }
        return new Acceptances(
                folder, file, writes, known.orElse(List.of()), () -> day.orElseGet(date), downs(configuration));
    }

    private static DownPolicy downs(Configuration configuration) {
        try {
            return DownPolicy.from(configuration);
        } catch (IllegalArgumentException e) {
            throw new MigrationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static LocalDate day(String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw new MigrationException(
                    ConfigurationParameters.TODAY + ": '" + value + "' is no day such as 2030-01-31.");
        }
    }

    /** What is accepted of a migration; to be asked for once. */
    public Acceptance of(Migration migration) {
        MigrationAcceptance accepted = new MigrationAcceptance(
                migration,
                suffix(migration),
                baseline.stream().filter(entry -> isOf(migration, entry)).toList(),
                writes && file.isPresent(),
                today,
                downs,
                isFirst(migration));
        migrations.put(key(migration), accepted);
        return accepted;
    }

    private boolean isFirst(Migration migration) {
        return folder.migrations().stream()
                .map(Migration::up)
                .filter(up -> up.path().equals(migration.up().path()))
                .allMatch(up -> up.firstLine() >= migration.up().firstLine());
    }

    private static String key(Migration migration) {
        return migration.up().path() + ":" + migration.up().firstLine();
    }

    /** Some tools keep several migrations in one file; one of Liquibase may get a second changeset any day, and its first keeps its name. */
    private String suffix(Migration migration) {
        boolean alone = !folder.convention().startsWith("liquibase")
                && folder.migrations().stream()
                        .noneMatch(other -> !other.equals(migration)
                                && other.up().path().equals(migration.up().path()));
        return alone ? "" : "@" + migration.version();
    }

    private boolean isOf(Migration migration, Baseline.Entry entry) {
        return scripts(migration).anyMatch(entry.file()::equals);
    }

    private Stream<String> scripts(Migration migration) {
        return Stream.concat(Stream.of(migration.up()), migration.down().stream())
                .map(script -> script.path() + suffix(migration));
    }

    /**
     * Tell what accepts nothing, once all checks have ended, and write the baseline if that is asked for.
     *
     * @param ran the checks that have run, as the rules' ids begin; what others would have found is not known
     */
    public void finish(List<MigrationLedger> ledgers, Set<String> ran, VerificationListener listener) {
        List<Baseline.Entry> next = new ArrayList<>(baseline);
        for (MigrationLedger ledger : ledgers) {
            MigrationAcceptance accepted = migrations.get(key(ledger.migration()));
            if (accepted == null) {
                continue;
            }
            List<Finding> findings = new ArrayList<>(
                    accepted.ofWaivers(waiver -> ran.contains(waiver.rule().check())
                            && hasRun(ledger, waiver.place().file())));
            List<Baseline.Entry> gone = accepted.unmet().stream()
                    .filter(entry -> ran.contains(entry.check())
                            && hasRun(
                                    ledger,
                                    entry.file()
                                            .substring(
                                                    0,
                                                    entry.file().length()
                                                            - suffix(ledger.migration())
                                                                    .length())))
                    .toList();
            if (!writes) {
                gone.forEach(entry -> findings.add(AcceptanceFindings.gone(entry.file(), entry.rule(), entry.named())));
            }
            gone.forEach(next::remove);
            add(accepted.met(), next);
            if (!findings.isEmpty()) {
                ledger.finish(listener, CHECK, findings, Map.of());
            }
        }
        if (writes) {
            file.ifPresent(target -> Baseline.write(target, existing(next)));
        }
    }

    /** Whether a script has come so far that what it does was seen. */
    private static boolean hasRun(MigrationLedger ledger, String path) {
        return path.equals(ledger.migration().up().path()) ? ledger.upRan() : ledger.downRan();
    }

    /** What was found is there as often as it was found. */
    private static void add(List<Baseline.Entry> found, List<Baseline.Entry> entries) {
        List<Baseline.Entry> there = new ArrayList<>(entries);
        for (Baseline.Entry entry : found) {
            if (!there.remove(entry)) {
                entries.add(entry);
            }
        }
    }

    /** Without the entries of scripts that are no more. */
    private List<Baseline.Entry> existing(List<Baseline.Entry> entries) {
        return entries.stream()
                .filter(entry -> folder.migrations().stream().anyMatch(migration -> isOf(migration, entry)))
                .toList();
    }
}
