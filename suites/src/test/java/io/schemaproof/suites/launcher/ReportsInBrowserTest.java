package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Opens what is written for people in a browser, and clicks through it. Where there is none, it says so and counts as not run; with
 * {@code SCHEMAPROOF_REQUIRE_BROWSER=true} it fails.
 */
class ReportsInBrowserTest {

    private static final String REQUIRED = "SCHEMAPROOF_REQUIRE_BROWSER";
    private static final Map<String, String> TYPES = Map.of(
            ".html",
            "text/html",
            ".svg",
            "image/svg+xml",
            ".js",
            "text/javascript",
            ".css",
            "text/css",
            ".json",
            "application/json");

    private static final long MOST_BYTES = 15_000_000;

    /** The least contrast of text that people with weak eyes can read, by WCAG 2, where it is lower than 4.5 to 1. */
    private static final String PALE = """
            (() => {
              const light = c => { const v = c / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
              const parse = t => (t.match(/[\\d.]+/g) || []).map(Number);
              const luminance = c => 0.2126 * light(c[0]) + 0.7152 * light(c[1]) + 0.0722 * light(c[2]);
              const behind = e => { for (; e; e = e.parentElement) {
                const c = parse(getComputedStyle(e).backgroundColor);
                if (c.length === 3 || c[3] > 0.99) return c; }
                return matchMedia('(prefers-color-scheme: dark)').matches ? [13, 17, 23] : [255, 255, 255]; };
              const found = [];
              for (const e of document.querySelectorAll('body *')) {
                if (e.closest('svg') || !e.getClientRects().length) continue;
                if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
                const a = luminance(parse(getComputedStyle(e).color)), b = luminance(behind(e));
                const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (contrast < 4.5) found.push(e.tagName + '.' + e.className + ' ' + contrast.toFixed(2) + ' ' + e.textContent.trim().slice(0, 30));
              }
              return found.slice(0, 10).join('\\n');
            })()""";

    /** Links whose place is not there, or not shown when one goes to it; a browser goes to 200 in ten seconds, and then ignores them. */
    private static final String BROKEN = """
            (() => [...document.querySelectorAll('a[href]')].filter((a, number) => {
              const to = a.getAttribute('href');
              if (!to.startsWith('#')) return true;
              const place = document.getElementById(to.slice(1));
              if (!place) return true;
              if (number > 60) return !place.getClientRects().length;
              a.click();
              return location.hash !== to || !place.getClientRects().length;
            }).map(a => a.outerHTML).slice(0, 10).join('\\n'))()""";

    private static final String SKIPPED_HEADINGS = """
            (() => { let last = 0; const found = [];
              for (const h of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
                const level = Number(h.tagName[1]); if (level > last + 1) found.push(h.outerHTML); last = level; }
              return found.join('\\n'); })()""";

    /** What does not fit into a narrow window, and cannot be moved in it. */
    private static final String TOO_WIDE = """
            (() => { const found = document.documentElement.scrollWidth > innerWidth
                ? [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1) : [];
              return found.slice(0, 10).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 30)).join('\\n'); })()""";

    /** Lines of a script that are on top of each other. */
    private static final String FLAT_LINES = """
            (() => [...document.querySelectorAll('ol.sql li')].filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 8)
              .map(e => e.outerHTML).slice(0, 10).join('\\n'))()""";

    /** Opens all steps, those within others too, and all that is attached to them. */
    private static final String UNFOLD = """
            (() => { for (;;) { const closed = document.querySelectorAll('.step:not(.step_expanded) > .step__title_hasContent');
                if (!closed.length) break;
                closed.forEach(e => e.click()); }
              document.querySelectorAll('.attachment-row').forEach(e => e.click());
              return String(document.querySelectorAll('.attachment-row').length); })()""";

    /** What is attached and cannot be loaded, and pictures that show nothing. */
    private static final String BROKEN_ATTACHMENTS = """
            (async () => { const found = [];
              for (const row of document.querySelectorAll('a[href*="data/attachments/"], img[src*="data/attachments/"], iframe[src*="data/attachments/"]')) {
                const from = row.getAttribute('href') || row.getAttribute('src');
                if (!(await fetch(from)).ok) found.push(from); }
              for (const image of document.querySelectorAll('img[src*="data/attachments/"]')) {
                await image.decode().catch(() => {});
                if (!image.naturalWidth) found.push(image.outerHTML); }
              return found.slice(0, 10).join('\\n'); })()""";

    private static final Path SYSTEMS = Path.of("../fixtures/src/main/resources/io/schemaproof/fixtures");

    /** Of a system so many results are opened. */
    private static final int OPENED = 3;

    @TempDir
    private static Path folder;

    private static Path page;
    private static Browser browser;
    private static List<Path> forms = List.of();

    @BeforeAll
    static void write_the_reports() throws Exception {
        Optional<Path> program = Browser.program();
        if (!Boolean.parseBoolean(System.getenv(REQUIRED))) {
            Assumptions.assumeTrue(program.isPresent(), "NOT RUN: no Chromium is installed.");
        }
        assertThat(program).as("a Chromium on the PATH").isPresent();
        Path migrations = migrations();
        page = folder.resolve("page.html");
        assertThat(run(
                        "verify",
                        migrations.toString(),
                        "--rows",
                        "10",
                        "--checks",
                        "data,safety",
                        "--html",
                        page.toString(),
                        "--allure",
                        results()))
                .contains("3 migrations: ");
        if (Boolean.parseBoolean(System.getenv(REQUIRED))) {
            // Here and not in the test, whose own result would get all of it.
            forms = verifySystems();
        }
        browser = Browser.start(program.get());
    }

    @AfterAll
    static void end_the_browser() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private static Path migrations() throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("migrations"));
        write(
                migrations,
                "1_make",
                "CREATE TABLE \"<script>alert(1)</script>\" (id int PRIMARY KEY, \"a&b\" text DEFAULT '<b>');\nCREATE TABLE people (id int PRIMARY KEY, password text);",
                "DROP TABLE people;\nDROP TABLE \"<script>alert(1)</script>\";");
        write(
                migrations,
                "2_kind",
                "CREATE TYPE kind AS ENUM ('<i>');\nINSERT INTO people VALUES (1, 'hunter2');",
                "DELETE FROM people WHERE id = 1;");
        write(
                migrations,
                "3_widen",
                "ALTER TABLE people ALTER COLUMN id TYPE bigint;",
                "ALTER TABLE people ALTER COLUMN id TYPE int;");
        return migrations;
    }

    private static void write(Path migrations, String name, String up, String down) throws IOException {
        Files.writeString(migrations.resolve(name + ".up.sql"), up);
        Files.writeString(migrations.resolve(name + ".down.sql"), down);
    }

    private static String results() {
        return folder.resolve("results").toString();
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        Launcher.run(new PrintWriter(out, true), new PrintWriter(out, true), arguments);
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_page_can_be_read_and_every_link_leads_somewhere(String scheme) throws Exception {
        browser.problems().clear();
        isReadable(page, scheme);
        assertThat(browser.run("String(document.querySelectorAll('svg[role=img] > title').length > 3)"))
                .isEqualTo("true");
        assertThat(browser.run("document.body.textContent"))
                .contains("<script>alert(1)</script>")
                .doesNotContain("hunter2");
        assertThat(browser.problems()).isEmpty();
    }

    private static void isReadable(Path page, String scheme) throws Exception {
        browser.likes(scheme);
        browser.resize(1200, 900);
        browser.open(page.toUri().toString());
        String unfolded = browser.run(
                "document.querySelectorAll('details:not([open]) > summary').forEach(s => s.click()) || 'all'");

        assertThat(unfolded).isEqualTo("all");
        assertThat(browser.run(PALE))
                .as("text that is too pale in the %s form", scheme)
                .isEmpty();
        assertThat(browser.run(BROKEN)).as("broken links").isEmpty();
        assertThat(browser.run(SKIPPED_HEADINGS))
                .as("headings that skip a level")
                .isEmpty();
        assertThat(browser.run(FLAT_LINES)).as("lines without room").isEmpty();
        browser.resize(400, 800);
        assertThat(browser.run(TOO_WIDE)).as("too wide for a narrow window").isEmpty();
        browser.resize(1200, 900);
    }

    @Test
    void the_page_works_without_a_mouse() throws Exception {
        browser.problems().clear();
        browser.open(page.toUri().toString());
        browser.press("Tab", 9);
        assertThat(browser.run("document.activeElement.textContent")).isEqualTo("To the migrations");

        browser.run("document.querySelector('#only-failed').focus() || 'done'");
        browser.press(" ", 32);
        assertThat(browser.run(
                        "String([...document.querySelectorAll('.is-ok')].every(e => !e.getClientRects().length))"))
                .isEqualTo("true");
        browser.run("document.querySelector('details:not([open]) > summary').focus() || 'done'");
        browser.press("Enter", 13);
        assertThat(browser.run("String(document.activeElement.parentElement.open)"))
                .isEqualTo("true");
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void the_pages_of_allure_show_the_systems_and_ask_nobody_else() throws Exception {
        Assumptions.assumeTrue(
                Boolean.parseBoolean(System.getenv(REQUIRED)),
                "NOT RUN: making Allure's pages takes long; " + REQUIRED + "=true asks for it.");
        Path report = folder.resolve("report");
        assertThat(run("report", results(), "--output", report.toString(), "--no-open"))
                .contains("report.html");
        browser.problems().clear();
        browser.likes("light");
        browser.resize(1400, 1000);
        HttpServer server = serve(report);
        try {
            clickThrough("http://localhost:" + server.getAddress().getPort() + "/index.html", report);
        } finally {
            server.stop(0);
        }
        assertThat(browser.problems()).isEmpty();

        browser.open(report.resolve("report.html").toUri().toString());
        browser.awaitQuiet(".widget");
        assertThat(browser.run("document.querySelector('meta[name=color-scheme]').content"))
                .as("what dark pictures must not be on")
                .isEqualTo("only light");
        assertThat(browser.problems()).isEmpty();
        assertThat(Files.size(report.resolve("report.html"))).isLessThan(MOST_BYTES);
        try (Stream<Path> files = Files.walk(report)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain("hunter2", "googletagmanager"));
        }
        for (Path form : forms) {
            isReadable(form, "light");
            isReadable(form, "dark");
        }
        for (Path attached : attached(report)) {
            isReadable(attached, "light");
            isReadable(attached, "dark");
        }
        assertThat(browser.problems()).isEmpty();
    }

    /** Verifies the five systems, each as a page of its own and all into the results. */
    private static List<Path> verifySystems() {
        return Stream.of("products", "tools", "vehicles", "dealer", "fleet")
                .map(system -> {
                    Path form = folder.resolve(system + ".html");
                    String said = run(
                            "verify",
                            SYSTEMS.resolve(system).resolve("migrations").toString(),
                            "--checks",
                            system.equals("fleet") ? "data" : "data,safety,idempotency,traffic",
                            "--html",
                            form.toString(),
                            "--allure",
                            results());
                    assertThat(said).containsPattern("\\d+ migrations?: ");
                    return form;
                })
                .toList();
    }

    private static HttpServer serve(Path report) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Path file = report.resolve(exchange.getRequestURI().getPath().substring(1))
                    .normalize();
            boolean there = file.startsWith(report) && Files.isRegularFile(file);
            byte[] content = there ? Files.readAllBytes(file) : new byte[0];
            exchange.getResponseHeaders().set("Content-Type", type(file.toString()));
            exchange.sendResponseHeaders(there ? 200 : 404, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void clickThrough(String address, Path report) throws Exception {
        // Each place by itself: Allure complains when one is left before it is filled.
        browser.open(address);
        browser.awaitQuiet(".widget");
        for (String tab : List.of("categories", "suites", "graph", "timeline", "behaviors", "packages")) {
            browser.open(address + "?" + tab + "#" + tab);
            browser.awaitQuiet("#content .tree, #content .timeline__item, #content .chart__svg");
        }
        int attachments = 0;
        for (String link : shown(report)) {
            browser.open(address + "?" + link + "#" + link);
            browser.awaitQuiet(".attachment-row");
            attachments += Integer.parseInt(browser.run(UNFOLD));
            browser.awaitQuiet(".attachment");
            assertThat(browser.run(BROKEN_ATTACHMENTS))
                    .as("what is attached to %s", link)
                    .isEmpty();
            assertThat(browser.run("document.querySelector('.test-result').textContent"))
                    .contains("PostgreSQL", "provider", "rows");
        }
        assertThat(attachments).isGreaterThan(50);
    }

    private static String type(String file) {
        return TYPES.entrySet().stream()
                .filter(type -> file.endsWith(type.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("application/octet-stream");
    }

    /** Of what is attached as a page, the largest. */
    private static List<Path> attached(Path report) throws IOException {
        try (Stream<Path> files = Files.list(report.resolve("data/attachments"))) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().length())
                            .reversed())
                    .limit(OPENED)
                    .toList();
        }
    }

    /** Where Allure shows single results, some of each suite. */
    private static List<String> shown(Path report) throws IOException {
        String suites = Files.readString(report.resolve("data/suites.json"));
        Map<String, List<String>> links = new TreeMap<>();
        Pattern.compile("\"uid\"\\s*:\\s*\"([0-9a-f]+)\"\\s*,\\s*\"parentUid\"\\s*:\\s*\"([0-9a-f]+)\"")
                .matcher(suites)
                .results()
                .forEach(found -> links.computeIfAbsent(found.group(2), suite -> new ArrayList<>())
                        .add("suites/" + found.group(2) + "/" + found.group(1)));
        assertThat(links).hasSize(6);
        return links.values().stream()
                .flatMap(suite -> suite.stream().limit(OPENED))
                .toList();
    }
}
