package io.schemaproof.suites.launcher;

import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where a command takes a schema from: what the migrations of a folder give, or what a database has, which is only read. */
final class SchemaSource {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "DIR|JDBC-URL",
            description =
                    "Folder with the migrations, or a database as jdbc:postgresql://HOST/DATABASE?user=NAME; its password is best kept in ~/.pgpass.")
    private @Nullable String source;

    /**
     * Take what is asked for from the one or the other.
     *
     * @param server how migrations run, which says nothing of a database
     * @param done what happens to the schema, such as {@code described}
     * @return empty where a migration fails, which has then been said
     */
    <T> Optional<T> take(
            ServerOptions server,
            String done,
            Function<JdbcUrl, T> fromDatabase,
            BiFunction<MigrationFolder, MigratedDatabase, T> fromMigrations) {
        Arguments arguments = Arguments.of(spec);
        String from = Objects.requireNonNull(source);
        if (JdbcUrl.isOne(from)) {
            JdbcUrl url = arguments.database(from, "be " + done);
            server.given().ifPresent(option -> {
                throw arguments.refused(
                        option + " says how migrations run, but a database is " + done + ", which is only read.");
            });
            return Optional.of(fromDatabase.apply(url));
        }
        ServerRequest request = server.request();
        MigrationFolder migrations = server.read(Path.of(from));
        Optional<Script> before = server.before();
        PrintWriter err = arguments.spec().commandLine().getErr();
        try (Steps steps = new Steps(err)) {
            return Optional.of(
                    fromMigrations.apply(migrations, new MigratedDatabase(migrations, before, request, steps)));
        } catch (MigrationException e) {
            err.println(e.getMessage());
            return Optional.empty();
        }
    }
}
