package io.schemaproof.assertions.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporalTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            date                        | 2026-01-15                       |
            date                        | January 8, 1999                  |
            date                        | infinity                         |
            date                        | 2026-01-15 00:00                 |
            date                        | 2026-01-15T00:00:00.000Z         |
            date                        | 2026-01-15 13:00                 | the time
            date                        | 2026-01-15T00:00:01              | the time
            date                        | 2026-01-15 10:00                 | the time
            timestamp without time zone | 2026-01-15                       |
            timestamp without time zone | 2026-01-15 13:00                 |
            timestamp without time zone | 2026-01-15 01:00:00.5 PM         |
            timestamp without time zone | 2026-01-15T13:00:00Z             |
            timestamp without time zone | 2026-01-15 13:00:00+00           |
            timestamp without time zone | 2026-01-15 13:00:00+00:00        |
            timestamp without time zone | 2026-01-15 13:00 GMT             |
            timestamp without time zone | Thu Jan 15 13:00:00 2026         |
            timestamp without time zone | 2026-01-15 13:00+05              | the zone
            timestamp without time zone | 2026-01-15 13:00:00.25-03:30     | the zone
            timestamp without time zone | 2026-01-15 13:00+0530            | the zone
            timestamp without time zone | 2026-01-15 13:00 CEST            | the zone
            timestamp without time zone | 2026-01-15 13:00 Europe/Berlin   | the zone
            time without time zone      | 13:00                            |
            time without time zone      | 13:00+02                         | the zone
            time without time zone      | 2026-01-15 13:00                 | the day
            timestamp with time zone    | 2026-01-15 13:00+05              |
            text                        | 2026-01-15 13:00+05              |
            """)
    void what_a_type_does_not_hold(String type, String text, String beyond) {
        assertThat(TemporalText.beyond(type, text)).isEqualTo(beyond == null ? "" : beyond);
    }
}
