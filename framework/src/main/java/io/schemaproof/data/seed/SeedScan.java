package io.schemaproof.data.seed;

import io.schemaproof.data.FillMoment;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.query.Relation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the seeds of a folder and the migrations that they belong to. A file that fits nowhere is refused, not passed over. */
final class SeedScan {

    private static final String SQL = ".sql";
    private static final String CSV = ".csv";
    private static final String AFTER = ".after";
    private static final String FORM =
            " Seeds are VERSION.sql, VERSION.after.sql, VERSION/SCHEMA.TABLE.csv and VERSION.after/SCHEMA.TABLE.csv.";

    private final MigrationFolder migrations;
    private final List<SeedFile> scripts = new ArrayList<>();
    private final List<CsvFile> tables = new ArrayList<>();

    SeedScan(MigrationFolder migrations) {
        this.migrations = migrations;
    }

    List<SeedFile> scripts() {
        return scripts;
    }

    List<CsvFile> tables() {
        return tables;
    }

    SeedScan read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new MigrationException("The folder with the seeds " + folder
                    + (Files.exists(folder) ? " is no folder." : " does not exist.") + FORM);
        }
        for (Path path : list(folder)) {
            String name = name(path);
            if (Files.isDirectory(path)) {
                readTables(path, moment(name, name));
            } else if (name.endsWith(SQL)) {
                String stem = name.substring(0, name.length() - SQL.length());
                scripts.add(new SeedFile(moment(stem, name), MigrationReader.script(path)));
            } else if (name.endsWith(CSV)) {
                throw new MigrationException("The seed " + name + " lies in no folder that says its version." + FORM);
            }
        }
        if (scripts.isEmpty() && tables.isEmpty()) {
            throw new MigrationException("The folder " + folder + " holds no seed." + FORM);
        }
        return this;
    }

    private void readTables(Path folder, FillMoment moment) {
        for (Path path : list(folder)) {
            String shown = name(folder) + "/" + name(path);
            if (!name(path).endsWith(CSV)) {
                throw new MigrationException("The seed " + shown + " is no CSV file." + FORM);
            }
            String stem = name(path).substring(0, name(path).length() - CSV.length());
            int dot = stem.indexOf('.');
            if (dot <= 0 || dot == stem.length() - 1) {
                throw new MigrationException("The seed " + shown + " does not name schema and table." + FORM);
            }
            tables.add(new CsvFile(moment, path, shown, new Relation(stem.substring(0, dot), stem.substring(dot + 1))));
        }
    }

    private FillMoment moment(String stem, String shown) {
        boolean after = stem.endsWith(AFTER);
        String version = after ? stem.substring(0, stem.length() - AFTER.length()) : stem;
        Migration migration = migration(version, shown);
        return after ? FillMoment.after(migration) : FillMoment.before(migration);
    }

    private Migration migration(String version, String shown) {
        MigrationRange range;
        try {
            range = MigrationRange.of(migrations, Optional.of(version), Optional.of(version));
        } catch (MigrationException e) {
            throw new MigrationException("The seed " + shown + " belongs to no migration. " + e.getMessage(), e);
        }
        if (range.first() != range.last()) {
            throw new MigrationException("The seed " + shown + " may belong to several migrations: "
                    + migrations.migrations().get(range.first()).up().path() + " and "
                    + migrations.migrations().get(range.last()).up().path()
                    + " have one version. Give them different ones.");
        }
        return migrations.migrations().get(range.first());
    }

    /** Sorted, without what is hidden. */
    private static List<Path> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> !name(path).startsWith(".")).sorted().toList();
        } catch (IOException e) {
            throw new MigrationException("The folder " + folder + " cannot be read: " + e + ".", e);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
