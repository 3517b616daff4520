package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Severity;
import io.schemaproof.verify.result.MigrationVerdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people see while they wait, and in which colours. */
class ConsoleTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void colours_are_for_terminals_of_people_who_want_them() {
        assertThat(Colours.of(true, null, "xterm").of(MigrationVerdict.OK, "ok"))
                .isEqualTo("\u001b[1;32mok\u001b[0m");
        assertThat(Colours.of(true, "", null).of(MigrationVerdict.UNSAFE, "unsafe"))
                .startsWith("\u001b[1;31m");
        assertThat(Colours.of(false, null, "xterm").of(MigrationVerdict.OK, "ok"))
                .isEqualTo("ok");
        assertThat(Colours.of(true, "1", "xterm").of(MigrationVerdict.OK, "ok")).isEqualTo("ok");
        assertThat(Colours.of(true, null, "dumb").of(MigrationVerdict.OK, "ok")).isEqualTo("ok");
    }

    @Test
    void only_the_word_of_the_severity_is_coloured() {
        Colours colours = Colours.of(true, null, null);

        assertThat(colours.of(Severity.ERROR, "error.sql:1  error data.loses-data\n  error here"))
                .isEqualTo("error.sql:1  \u001b[1;31merror\u001b[0m data.loses-data\n  error here");
        assertThat(colours.of(Severity.NOTE, "1.sql  note a.b")).isEqualTo("1.sql  note a.b");
    }

    @Test
    void a_line_of_progress_fits_on_the_terminal() {
        StringWriter err = new StringWriter();

        new Progress(new PrintWriter(err), true, 20).show("[safety 3/40] 0003 a long description");

        assertThat(err.toString()).isEqualTo("\r\u001b[K[safety 3/40] 0003…");
    }

    @Test
    void prose_goes_on_below_where_it_begins_and_sql_stays_as_it_is() {
        String text = """
                  a.sql:1  \u001b[1;31merror\u001b[0m safety.rename
                    Takes a lock that is kept
                    ALTER TABLE public.orders RENAME TO others;""";

        assertThat(Terminal.wrapped(text, 24)).isEqualTo("""
                  a.sql:1  \u001b[1;31merror\u001b[0m
                  safety.rename
                    Takes a lock that is
                    kept
                    ALTER TABLE public.orders RENAME TO others;""");
        assertThat(Terminal.wrapped("   a_word_that_is_longer_than_that", 10))
                .isEqualTo("   a_word_that_is_longer_than_that");
    }

    @Test
    void a_long_name_is_cut_before_the_time_that_is_left() {
        String file = "[run 3/38] database/orchestration-schema.sql";
        String left = ", about 10 s left of the given order";
        StringWriter wide = new StringWriter();
        StringWriter narrow = new StringWriter();

        new Progress(new PrintWriter(wide), true, 60).show(file, left);
        new Progress(new PrintWriter(narrow), true, 46).show(file, left);

        assertThat(wide.toString()).isEqualTo("\r\u001b[K[run 3/38] database/or…" + left);
        assertThat(narrow.toString()).isEqualTo("\r\u001b[K" + file);
    }

    @Test
    void what_is_left_is_told_once_it_can_be_known() {
        TimeLeft left = new TimeLeft(40);
        left.step("safety", 0);
        left.step("safety", 2 * SECOND);
        assertThat(left.left(2 * SECOND)).isEmpty();

        left.step("safety", 4 * SECOND);

        assertThat(left.position()).isEqualTo("3/40");
        assertThat(left.left(4 * SECOND)).contains(Duration.ofSeconds(74));
        assertThat(left.words(4 * SECOND)).isEqualTo(", about 74 s left of this check");
        left.step("traffic", 5 * SECOND);
        assertThat(left.position()).isEqualTo("1/40");
        assertThat(left.words(5 * SECOND)).isEmpty();
    }
}
