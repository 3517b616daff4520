package io.schemaproof.suites.launcher;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.source.MigrationReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of all commands that apply migrations: how the files are read, and on which server they run. */
final class ServerOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "Convention of the files: auto, "
                    + "flyway, golang-migrate, diesel, dbmate, goose, sql-migrate, sqlx, sqitch, liquibase, node-pg-migrate, prisma,"
                    + " atlas, drizzle, mybatis, popx, supabase, refinery, dated, numbered, list, commands,"
                    + " flyway-library or liquibase-library, by that tool's own library. Default: ${DEFAULT-VALUE}.")
    private String format = "auto";

    @Option(
            names = "--database",
            paramLabel = "NAME|JDBC-URL",
            defaultValue = "auto",
            description =
                    "Where the server comes from: auto, embedded, docker or local (installed programs); or a server of somebody"
                            + " else, jdbc:postgresql://HOST/DATABASE?user=NAME, on which databases are made, and dropped at the"
                            + " end, and no other is touched; its password is best kept in PGPASSWORD or ~/.pgpass."
                            + " Default: ${DEFAULT-VALUE}.")
    private String database = "auto";

    @Option(
            names = "--servers",
            paramLabel = "JDBC-URL,JDBC-URL",
            description =
                    "Several servers of somebody else, of one version, instead of --database: runs side by side take the one on which"
                            + " the fewest are.")
    private @Nullable String servers;

    @Option(
            names = "--allow-cluster-changes",
            description =
                    "Let scripts change on a server of somebody else what outlives their databases, such as roles, and run shell"
                            + " commands. What they make there stays.")
    private boolean clusterChanges;

    @Option(
            names = "--reuse",
            description =
                    "Let servers that are started here outlive the command, and use those that an earlier one has left, if they are as"
                            + " they were in the beginning. They end half an hour after the last, or by 'schemaproof stop'.")
    private boolean reuse;

    @Option(
            names = "--pg",
            paramLabel = "VERSION",
            description = "Major version of PostgreSQL, 14 to 18. Default: that of the server of a URL, else "
                    + ConfigurationParameters.DATABASE_VERSION_DEFAULT + ".")
    private @Nullable String version;

    @Option(
            names = "--before",
            paramLabel = "FILE",
            description =
                    "A psql script that runs first and makes what the migrations expect to be there, such as roles, or another project's tables.")
    private @Nullable Path before;

    /** What the options say, as parameters. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        // An option says it instead of the system's configuration, whichever of the two that has.
        if (!database.equals("auto") || servers != null) {
            parameters.put(ConfigurationParameters.DATABASE, database.equals("auto") ? "auto" : provider());
            parameters.put(ConfigurationParameters.SERVERS, servers == null ? ServerRequest.NO_POOL : servers);
        }
        if (clusterChanges) {
            parameters.put(ConfigurationParameters.DATABASE_CLUSTER_CHANGES, "true");
        }
        if (reuse) {
            parameters.put(ConfigurationParameters.DATABASE_REUSE, "true");
        }
        if (version != null) {
            parameters.put(ConfigurationParameters.DATABASE_VERSION, version);
        }
        return parameters;
    }

    /** The server that they ask for, or the system. */
    ServerRequest request() {
        return request(Configuration.of(parameters()).orElse(Configuration.ofSystem()));
    }

    ServerRequest request(Configuration configuration) {
        try {
            return ServerRequest.from(configuration);
        } catch (DatabaseException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /** Read a folder by the convention that they, or the system, name. */
    MigrationFolder read(Path folder) {
        return MigrationReader.read(
                folder,
                format.equals(MigrationReader.AUTO)
                        ? Configuration.ofSystem()
                                .get(ConfigurationParameters.MIGRATIONS_FORMAT)
                                .orElse(format)
                        : format);
    }

    /** The script that runs first, which the system may name, too. */
    Optional<Script> before() {
        return Optional.ofNullable(before)
                .or(() -> Configuration.ofSystem()
                        .get(ConfigurationParameters.BEFORE)
                        .map(Path::of))
                .map(MigrationReader::script);
    }

    /** The first of these options that was given. */
    Optional<String> given() {
        if (!format.equals("auto")) {
            return Optional.of("--format");
        }
        if (!database.equals("auto")) {
            return Optional.of("--database");
        }
        if (servers != null) {
            return Optional.of("--servers");
        }
        if (clusterChanges) {
            return Optional.of("--allow-cluster-changes");
        }
        if (reuse) {
            return Optional.of("--reuse");
        }
        return version != null
                ? Optional.of("--pg")
                : Optional.ofNullable(before).map(file -> "--before");
    }

    private String provider() {
        if (JdbcUrl.isOne(database)) {
            return database;
        }
        return switch (database) {
            case "embedded", "local" -> database;
            case "docker", "testcontainers" -> "testcontainers";
            default ->
                throw usage(
                        "Unknown server '" + database
                                + "' (--database). There are: auto, embedded, docker, local, and jdbc:postgresql://HOST/DATABASE.");
        };
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
