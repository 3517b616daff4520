package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleControlsTest {

    private static final String ESCAPE = "\u001b";

    @ParameterizedTest
    @CsvSource({
        "[1A, ␛[1A", // a line up
        "[2K, ␛[2K", // which is emptied
        "[2J, ␛[2J",
        "[8m, ␛[8m", // hidden text
        "[1;8m, ␛[1;8m",
        "[;08;1m, ␛[;08;1m",
        "]0;title, ␛]0;title",
        "c, ␛c"
    })
    void what_takes_printed_lines_away_is_shown(String sequence, String shown) {
        assertThat(VisibleControls.visible("UP-FAILS" + ESCAPE + sequence)).isEqualTo("UP-FAILS" + shown);
    }

    @Test
    void other_control_characters_are_shown() {
        assertThat(VisibleControls.visible("UP-FAILS\rok\b\u0007\u007f\u009b2K"))
                .isEqualTo("UP-FAILS␍ok␈␇␡\ufffd2K");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\tb\nc\r\n",
                "\r" + ESCAPE + "[K[run 1/2]",
                ESCAPE + "[1;31mUP-FAILS" + ESCAPE + "[0m",
                ESCAPE + "[38;5;208mx" + ESCAPE + "[m",
                "größer 😀"
            })
    void what_the_launcher_sends_itself_and_all_other_text_stays(String text) {
        assertThat(VisibleControls.visible(text)).isEqualTo(text);
    }

    @Test
    void whatever_is_printed_goes_through_it() {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(new VisibleControls(out), true);

        writer.println("a" + ESCAPE + "c");
        writer.print('\b');
        writer.write(new char[] {'x', '\r', 'y'}, 1, 2);
        writer.flush();

        assertThat(out.toString()).isEqualTo("a␛c" + System.lineSeparator() + "␈␍y");
    }
}
