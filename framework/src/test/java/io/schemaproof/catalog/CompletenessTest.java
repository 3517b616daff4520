package io.schemaproof.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No column of the system catalogue is forgotten, also not one that a new version brings. */
class CompletenessTest {

    private static final String COLUMNS = """
            SELECT c.relname || '.' || a.attname
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
            """;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void every_column_of_pg_catalog_is_read_or_left_out_for_a_reason(int version) throws SQLException {
        ReaderAccess access = new ReaderAccess(version, true, true, true);
        Set<String> named = CatalogColumns.named(access);
        Map<String, CatalogColumns.Account> accounts = CatalogColumns.accounts();
        Set<String> columns = columns(version);

        assertThat(columns).as("columns of pg_catalog").hasSizeGreaterThan(500);
        Set<String> forgotten = new TreeSet<>(columns);
        forgotten.removeAll(named);
        forgotten.removeIf(column -> account(accounts, column).isPresent());
        assertThat(forgotten)
                .as("columns of PostgreSQL %s that no query reads and catalog-columns.txt does not mention", version)
                .isEmpty();
        Set<String> untrue = new TreeSet<>(accounts.keySet());
        untrue.retainAll(named);
        assertThat(untrue)
                .as("columns that catalog-columns.txt leaves out but a query reads")
                .isEmpty();
        Set<String> invented = new TreeSet<>(named);
        invented.removeAll(columns);
        invented.removeIf(column -> column.endsWith(".xmin") || column.matches("pg_(roles|user_mappings)\\..*"));
        assertThat(invented)
                .as("columns that a query reads but the server does not have")
                .isEmpty();
    }

    @Test
    void every_function_that_stands_for_columns_is_called() {
        ReaderAccess access = new ReaderAccess(18, true, true, true);

        assertThat(CatalogColumns.accounts().values().stream()
                        .flatMap(account -> account.function().stream())
                        .distinct())
                .isNotEmpty()
                .allMatch(function -> CatalogColumns.isCalled(access, function));
    }

    @Test
    void an_account_of_a_column_that_no_version_has_is_an_error() throws SQLException {
        Set<String> all = new HashSet<>();
        for (int version = 14; version <= 18; version++) {
            all.addAll(columns(version));
        }

        assertThat(CatalogColumns.accounts().keySet())
                .allMatch(key -> key.endsWith(".*")
                        ? all.stream().anyMatch(column -> column.startsWith(key.substring(0, key.length() - 1)))
                        : all.contains(key));
    }

    @Test
    void a_column_that_nobody_knows_is_noticed() {
        assertThat(account(CatalogColumns.accounts(), "pg_class.relnovelty")).isEmpty();
        assertThat(CatalogColumns.named(new ReaderAccess(18, true, true, true)))
                .contains("pg_class.relname")
                .doesNotContain("pg_class.relnovelty");
    }

    private static Optional<CatalogColumns.Account> account(
            Map<String, CatalogColumns.Account> accounts, String column) {
        String wildcard = column.substring(0, column.indexOf('.')) + ".*";
        return Optional.ofNullable(accounts.get(column)).or(() -> Optional.ofNullable(accounts.get(wildcard)));
    }

    private static Set<String> columns(int version) throws SQLException {
        DatabaseServer server = Databases.shared(
                ServerRequest.from(Configuration.ofSystem()).by("embedded").withMajorVersion(version));
        Set<String> columns = new TreeSet<>();
        try (Connection connection = server.connection("postgres").connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }
}
