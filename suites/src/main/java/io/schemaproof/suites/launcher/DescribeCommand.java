package io.schemaproof.suites.launcher;

import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.query.QueryException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code schemaproof describe DIR|JDBC-URL}. */
@Command(
        name = "describe",
        description =
                "Write the schema that the migrations of a folder give, or that a database has, as a contract in YAML. A database is only read.",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        sortOptions = false,
        footer = {"", "Exit codes: 0 written, 1 a migration fails, " + ExitCode.SHARED})
final class DescribeCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SchemaSource source = new SchemaSource();

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Schemas to describe, as in SQL, several with commas between. Default: all that hold something.")
    private List<String> schemas = List.of();

    @Option(names = "--counts", description = "Write how many rows each table holds, too.")
    private boolean counts;

    @Option(names = "--output", paramLabel = "FILE", description = "Write into a file. Default: the standard output.")
    private @Nullable Path output;

    @Option(names = "--force", description = "Write over a file that is there.")
    private boolean force;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() {
        if (force && output == null) {
            throw usage("There is no file to write over: --force goes with --output.");
        }
        if (output != null && Files.exists(output) && !force) {
            throw usage(output + " exists (--output). Say --force to write over it.");
        }
        Optional<List<SchemaContract>> contracts =
                source.take(server, "described", this::read, (migrations, database) -> migrated(database));
        if (contracts.isEmpty()) {
            return ExitCode.FINDINGS;
        }
        write(contracts.get());
        return ExitCode.PASSED;
    }

    private List<SchemaContract> read(JdbcUrl url) {
        try (ReadDatabase database = new ReadDatabase(url);
                Connection connection = database.getConnection()) {
            return contracts(CatalogReader.read(connection), database);
        } catch (SQLException e) {
            throw new DatabaseException("The connection to " + url.shown() + " was lost: " + e.getSQLState());
        } catch (QueryException e) {
            throw new DatabaseException("The rows of " + url.shown() + " cannot be counted: "
                    + url.withoutSecrets(String.valueOf(e.getMessage())));
        }
    }

    private List<SchemaContract> migrated(MigratedDatabase database) {
        return database.answer(migrated -> {
            try (Connection connection = migrated.connect()) {
                return contracts(CatalogReader.read(connection), migrated.dataSource());
            }
        });
    }

    private List<SchemaContract> contracts(Catalog catalog, DataSource dataSource) {
        List<String> names = catalog.schemas().stream()
                .filter(schema -> schema.extension().isEmpty())
                .map(schema -> Names.quote(schema.name()))
                .toList();
        List<SchemaContract> contracts = new ArrayList<>();
        for (String name : schemas.isEmpty() ? names : schemas) {
            String written = arguments().schema(name, names);
            SchemaContract contract = SchemaContract.describe(catalog, written);
            if (!schemas.isEmpty() || !contract.isEmpty()) {
                contracts.add(counts ? contract.countingRows(dataSource) : contract);
                SchemaContract.broken(catalog, written)
                        .forEach(part -> command()
                                .getErr()
                                .println(
                                        "schemaproof: " + part + ", which no contract can demand: the description fails"
                                                + " until it is mended."));
            }
        }
        if (contracts.isEmpty()) {
            throw usage("There is nothing to describe: no schema holds a table, a view, an enum, a domain, a sequence"
                    + " or a function. Name one with --schema if that is what the contract shall say.");
        }
        return contracts;
    }

    private void write(List<SchemaContract> contracts) {
        if (output == null) {
            command().getOut().print(SchemaContract.toYaml(contracts));
            command().getOut().flush();
            return;
        }
        try {
            SchemaContract.write(output, contracts);
        } catch (UncheckedIOException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private CommandLine command() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private Arguments arguments() {
        return Arguments.of(spec);
    }

    private ParameterException usage(String message) {
        return arguments().refused(message);
    }
}
