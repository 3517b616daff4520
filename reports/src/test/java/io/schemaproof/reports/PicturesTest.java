package io.schemaproof.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.reports.page.EvidenceHtml;
import io.schemaproof.reports.picture.HistoryPicture;
import io.schemaproof.reports.picture.Markup;
import io.schemaproof.reports.picture.Picture;
import io.schemaproof.verify.result.Evidence;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class PicturesTest {

    private static final SqlMask MASK = new SqlMask(SensitiveColumns.of(Configuration.of(Map.of())));

    static Stream<Picture> pictures() {
        return Stream.concat(
                EvidenceSamples.all().stream()
                        .map(evidence -> EvidenceHtml.picture(evidence, MASK))
                        .flatMap(Optional::stream),
                Stream.of(HistoryPicture.of(List.of(
                        new HistoryPicture.Run("monday", 3, 1, 1), new HistoryPicture.Run("tuesday", 5, 0, 0)))));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void a_picture_is_well_formed_and_says_in_words_what_it_shows(Picture picture) throws Exception {
        Element svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(picture.svg())))
                .getDocumentElement();

        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(picture.title());
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent()).hasSizeGreaterThan(20);
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(picture.svg())
                .contains("@media screen and (prefers-color-scheme:dark)")
                .doesNotContain(EvidenceSamples.SECRET);
        assertThat(picture.inline()).doesNotContain("<style>");
    }

    @Test
    void there_is_a_picture_of_each_kind_that_has_one() {
        assertThat(pictures()).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void text_and_edges_have_the_contrast_that_weak_eyes_need(boolean dark) {
        String[] forms = svg(EvidenceSamples.rows()).split("@media", -1);
        Map<String, String> fills = colours(forms[dark ? 1 : 0], "fill");
        Map<String, String> strokes = colours(forms[dark ? 1 : 0], "stroke");

        assertThat(List.of("add", "rem", "alt", "same", "bad", "warn", "mild", "page"))
                .allSatisfy(box -> assertThat(contrast(fills.get("t"), fills.get(box)))
                        .as("text on %s", box)
                        .isGreaterThan(4.5));
        assertThat(contrast(fills.get("m"), fills.get("page"))).isGreaterThan(4.5);
        assertThat(List.of("add", "rem", "alt", "same", "bad", "warn", "mild", "old", "new"))
                .allSatisfy(box -> assertThat(contrast(strokes.get(box), fills.get("page")))
                        .as("edge of %s", box)
                        .isGreaterThan(3));
    }

    private static Map<String, String> colours(String css, String property) {
        return Pattern.compile("\\.sp-(\\w+)\\{[^}]*?\\b" + property + ":#(\\w{6})")
                .matcher(css)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    }

    /** By WCAG 2. */
    private static double contrast(String one, String other) {
        double first = luminance(one) + 0.05;
        double second = luminance(other) + 0.05;
        return Math.max(first, second) / Math.min(first, second);
    }

    private static double luminance(String colour) {
        double[] shares = {0.2126, 0.7152, 0.0722};
        double luminance = 0;
        for (int i = 0; i < 3; i++) {
            double value = Integer.parseInt(colour.substring(2 * i, 2 * i + 2), 16) / 255.0;
            luminance += shares[i] * (value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
        }
        return luminance;
    }

    @Test
    void the_rows_are_drawn_with_the_size_of_the_table() {
        assertThat(svg(EvidenceSamples.rows()))
                .contains("public.users 100 (80 KiB) before the up; public.users 40 (20 MiB) after the up</desc>");
    }

    @Test
    void the_lock_picture_says_who_waits_and_until_when() {
        assertThat(svg(EvidenceSamples.locks()))
                .contains("<desc>public.users, statements 1 to 2: ACCESS EXCLUSIVE: reading and writing wait.</desc>");
    }

    @Test
    void the_plan_marks_the_node_that_is_to_blame_in_words_too() {
        assertThat(svg(EvidenceSamples.plans()))
                .contains(
                        "Seq Scan on public.users  ◀ here",
                        "Seq Scan on public.users (to blame), rows 5, (email = &apos;***&apos;".replace("&apos;", "'"));
    }

    @Test
    void the_times_say_how_many_took_how_long_and_what_is_not_drawn() {
        assertThat(svg(EvidenceSamples.times()))
                .contains(
                        "<desc>the &lt;query&gt;: 100 runs, min 1.2 ms, p50 1.2 ms, p95 2.7 ms, p99 2.7 ms, max 900.0 ms, limit 2.0 ms;"
                                + " 1 took longer than is drawn. SELECT 1: 1 run, min 0.090 ms, ",
                        "<title>60 from 1.2 ms to 1.2 ms</title>",
                        "limit 2.0 ms</text>");
    }

    @Test
    void the_schema_says_added_removed_and_altered_by_signs_and_words() {
        assertThat(svg(EvidenceSamples.change()))
                .contains(
                        "+ table public.&quot;&lt;script&gt;",
                        "− table public.old",
                        "~ column id: type: integer → bigint");
    }

    @Test
    void what_no_markup_may_hold_becomes_a_mark() {
        assertThat(Markup.escape("a\u0000b\uD800c<\"&")).isEqualTo("a\uFFFDb\uFFFDc&lt;&quot;&amp;");
    }

    private static String svg(Evidence evidence) {
        return EvidenceHtml.picture(evidence, MASK).orElseThrow().svg();
    }
}
