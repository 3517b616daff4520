package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sessions of the application of before begin with from their next connection on. */
class SessionDefaultsTest extends OnTwoDatabases {

    private static final String MORE =
            "CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY); CREATE TYPE mood AS ENUM ('a'); CREATE SEQUENCE app.mine;";

    private static String alter(String what) {
        return "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I " + what + "', current_database()); END $$;";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SET search_path = app, public | looks for names in app, public now, and did in "$user", public: by the same name it finds app.t instead of public.t.
            SET search_path = app         | looks for names in app now, and did in "$user", public: without its schema it does not find public.p and public.mood any more, and by the same name it finds app.t instead of public.t.
            SET TimeZone = ''Asia/Tokyo'' | begins with TimeZone = Asia/Tokyo now, and did with the server's.
            SET DateStyle = ''SQL, DMY'' | begins with DateStyle = SQL, DMY now, and did with the server's.
            """)
    void another_default_is_told(String sql, String what) throws SQLException {
        Finding finding = only(judge(MORE, "SELECT 1;\n" + alter(sql)));

        assertThat(finding.rule()).isEqualTo("safety.session-default");
        String setting = sql.split(" ")[1];
        assertThat(finding.message())
                .startsWith("A session of each role without a " + setting + " of its own " + what
                        + "\nIt counts from the next connection on");
        assertThat(finding.object()).contains(setting);
        assertThat(finding.line()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SET search_path = public, app
            SET search_path = nowhere, public
            SET search_path = "$user", public, "x,y"
            SET work_mem = ''8MB''
            """)
    void a_path_by_which_each_name_means_the_same_is_not(String sql) throws SQLException {
        assertThat(judge(MORE, alter(sql))).isEmpty();
    }
}
