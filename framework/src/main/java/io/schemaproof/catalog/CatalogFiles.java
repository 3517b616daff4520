package io.schemaproof.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * In which files the catalogues are, to recognise them in the write-ahead log.
 *
 * <p>A catalogue that is written anew ({@code VACUUM FULL}) changes its row in {@code pg_class}, which has everything read again;
 * that of {@code pg_class} itself is asked for each time.
 *
 * @param database OID of the one that is read
 * @param names of the catalogues, by their file's number
 * @param isLogReadable whether the user may read the write-ahead log
 * @param identity of the database as {@link #IDENTITY} has it
 */
record CatalogFiles(long database, Map<Long, String> names, boolean isLogReadable, String identity, LogLayout layout) {

    /** Asks for what tells one database, one server and one file of pg_class from others. */
    static final String IDENTITY =
            "concat_ws(' ', (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database()),"
                    + " pg_relation_filenode('pg_catalog.pg_class'), pg_postmaster_start_time())";

    private static final String MAY_READ = "NOT pg_is_in_recovery()"
            + " AND has_function_privilege('pg_read_binary_file(text,bigint,bigint,boolean)', 'EXECUTE')"
            + " AND has_function_privilege('pg_current_wal_insert_lsn()', 'EXECUTE')"
            + " AND has_function_privilege('pg_current_wal_flush_lsn()', 'EXECUTE')";

    /** Names of those that tell of changes, but are not followed row by row. */
    private static final List<String> FURTHER =
            List.of("pg_attribute", "pg_depend", "pg_database", "pg_db_role_setting", "pg_shdescription");

    static String query(int majorVersion) {
        String names = Stream.of(
                        Stream.of(TrackedCatalog.values()).map(TrackedCatalog::table),
                        CatalogProbe.others(majorVersion).stream(),
                        FURTHER.stream())
                .flatMap(parts -> parts)
                .collect(Collectors.joining(","));
        return "SELECT d.oid, " + IDENTITY + ", current_setting('wal_block_size')::int,"
                + " pg_size_bytes(current_setting('wal_segment_size')), string_agg(n.name || ' '"
                + " || pg_relation_filenode(('pg_catalog.' || n.name)::regclass), ','), " + MAY_READ + ""
                + " FROM pg_catalog.pg_database d, unnest('{" + names + "}'::text[]) AS n(name)"
                + " WHERE d.datname = current_database() GROUP BY d.oid";
    }

    static CatalogFiles read(ResultSet answer, int majorVersion) throws SQLException {
        answer.next();
        Map<Long, String> names = new HashMap<>();
        for (String part : answer.getString(5).split(",", -1)) {
            int space = part.indexOf(' ');
            names.put(Long.valueOf(part.substring(space + 1)), part.substring(0, space));
        }
        return new CatalogFiles(
                answer.getLong(1),
                names,
                answer.getBoolean(6),
                answer.getString(2),
                LogLayout.of(majorVersion, answer.getInt(3), answer.getLong(4)));
    }

    /** The catalogues that have some of these pages, with the numbers of those pages. */
    Map<String, Set<Long>> among(Set<LoggedPages.Page> pages) {
        Map<String, Set<Long>> found = new HashMap<>();
        for (LoggedPages.Page page : pages) {
            if (page.database() == database || page.database() == 0) {
                String name = names.get(page.file());
                if (name != null) {
                    found.computeIfAbsent(name, key -> new HashSet<>()).add(page.block());
                }
            }
        }
        return found;
    }

    /** The files of the database to which these pages belong. */
    Set<Long> files(Set<LoggedPages.Page> pages) {
        return pages.stream()
                .filter(page -> page.database() == database)
                .map(LoggedPages.Page::file)
                .collect(Collectors.toSet());
    }
}
