package io.schemaproof.suites.launcher;

import io.schemaproof.database.TemporaryFolder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Chromium without a window, spoken to by its own protocol. It keeps what goes wrong in the pages that it shows. */
final class Browser implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern LISTENS = Pattern.compile("DevTools listening on ws://([^/]+)/");
    private static final Pattern PAGE = Pattern.compile("\"webSocketDebuggerUrl\": \"(ws://[^\"]*/page/[^\"]*)\"");
    private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+)[,}]");
    private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");

    private final Process process;
    private final TemporaryFolder profile;
    private final WebSocket socket;
    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<String> loaded = new CompletableFuture<>();

    private Browser(Process process, TemporaryFolder profile, String address) throws Exception {
        this.process = process;
        this.profile = profile;
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://" + address + "/json/list"))
                .build();
        Matcher page = PAGE.matcher(
                client.send(list, HttpResponse.BodyHandlers.ofString()).body());
        if (!page.find()) {
            throw new IOException("Chromium shows no page");
        }
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(page.group(1)), new Listener())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Log")) {
            send(domain + ".enable", "{}");
        }
    }

    /** The program, where there is one. */
    static Optional<Path> program() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser start(Path program) throws Exception {
        TemporaryFolder profile = TemporaryFolder.create();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile.path(),
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher listens = LISTENS.matcher(line);
            if (listens.find()) {
                Thread rest = new Thread(() -> said.lines().forEach(ignored -> {}), "chromium-log");
                rest.setDaemon(true);
                rest.start();
                return new Browser(process, profile, listens.group(1));
            }
        }
        throw new IOException("Chromium has ended: " + process.waitFor());
    }

    /** Go to an address and wait until all of it is there. */
    void open(String address) throws Exception {
        loaded = new CompletableFuture<>();
        send("Page.navigate", "{\"url\":" + quoted(address) + "}");
        loaded.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Show pages as somebody sees them who likes it {@code light} or {@code dark}. */
    void likes(String scheme) throws Exception {
        send(
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + scheme + "\"}]}");
    }

    /** Show pages in a window of this size. */
    void resize(int width, int height) throws Exception {
        send(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":" + width + ",\"height\":" + height + ",\"deviceScaleFactor\":1,\"mobile\":false}");
    }

    /** Press a key on what has the focus. */
    void press(String key, int code) throws Exception {
        for (String type : List.of("keyDown", "keyUp")) {
            String text = key.equals("Enter") && type.equals("keyDown") ? ",\"text\":\"\\r\"" : "";
            send(
                    "Input.dispatchKeyEvent",
                    "{\"type\":\"" + type + "\",\"key\":\"" + key + "\",\"windowsVirtualKeyCode\":" + code + text
                            + "}");
        }
    }

    /** Run a script that gives a text, or promises one. */
    String run(String script) throws Exception {
        String answer = send(
                "Runtime.evaluate",
                "{\"returnByValue\":true,\"awaitPromise\":true,\"expression\":" + quoted(script) + "}");
        Matcher value = VALUE.matcher(answer);
        if (answer.contains("\"exceptionDetails\"") || !value.find()) {
            throw new AssertionError("The script gives no text: " + answer);
        }
        return value.group(1).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    }

    /** Wait until something is shown. */
    void await(String selector) throws Exception {
        run("new Promise(done => { const look = () => document.querySelector(" + quoted(selector)
                + ") ? done('there') : requestAnimationFrame(look); look(); })");
    }

    /** Wait until something is shown, and nothing is loaded any more: for some frames on end there was no sign of it. */
    void awaitQuiet(String selector) throws Exception {
        await(selector);
        run(
                "new Promise(done => { let quiet = 0; const look = () => { quiet = document.querySelector('.spinner') ? 0 : quiet + 1;"
                        + " quiet > 12 ? done('quiet') : requestAnimationFrame(look); }; look(); })");
    }

    /** What pages complained of, and what they could not load. */
    List<String> problems() {
        return problems;
    }

    private String send(String method, String parameters) throws Exception {
        int id = last.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : all) {
            each.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        profile.close();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean complete) {
            text.append(data);
            if (complete) {
                hear(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void hear(String message) {
            Matcher id = ID.matcher(message);
            if (id.find()) {
                Optional.ofNullable(answers.remove(Integer.valueOf(id.group(1))))
                        .ifPresent(answer -> answer.complete(message));
            } else if (message.contains("\"method\":\"Page.loadEventFired\"")) {
                loaded.complete(message);
            } else if (message.contains("\"method\":\"Runtime.exceptionThrown\"")
                    || message.contains("\"method\":\"Log.entryAdded\"") && message.contains("\"level\":\"error\"")
                    || message.contains("\"method\":\"Runtime.consoleAPICalled\"")
                            && message.contains("\"type\":\"error\"")) {
                problems.add(message);
            }
        }
    }
}
