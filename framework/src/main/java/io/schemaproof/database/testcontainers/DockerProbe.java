package io.schemaproof.database.testcontainers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Ask a Docker engine one question with one HTTP request. Testcontainers' own probe takes over a second, too long for a choice
 * that every run makes.
 *
 * @param hosts where an engine may listen, as in {@code DOCKER_HOST}
 * @param patience how long one answer may take
 */
record DockerProbe(List<String> hosts, Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /**
     * What came of it.
     *
     * @param cannotTell whether there may be an engine that this cannot ask (TLS, named pipes)
     */
    record Answer(boolean engineAnswers, boolean imageIsPresent, boolean cannotTell, String host, String reason) {}

    private record Response(int status, String text) {}

    static DockerProbe ofSystem() {
        return new DockerProbe(candidates(), PATIENCE);
    }

    private static List<String> candidates() {
        String forced = System.getenv("DOCKER_HOST");
        if (forced != null && !forced.isBlank()) {
            return List.of(forced.strip());
        }
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            return List.of("npipe:////./pipe/docker_engine");
        }
        List<String> sockets = new ArrayList<>(List.of("unix:///var/run/docker.sock"));
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isBlank()) {
            sockets.add("unix://" + runtime + "/docker.sock");
        }
        String home = System.getProperty("user.home");
        sockets.add("unix://" + home + "/.docker/run/docker.sock");
        sockets.add("unix://" + home + "/.docker/desktop/docker.sock");
        return sockets;
    }

    /** Ask whether an engine answers and has an image. */
    Answer image(String name) {
        List<String> refusals = new ArrayList<>();
        boolean cannotTell = false;
        for (String host : hosts) {
            Optional<SocketAddress> address = address(host);
            if (address.isEmpty()) {
                cannotTell = true;
                refusals.add(host + " cannot be asked without Testcontainers");
                continue;
            }
            try {
                Response response = get(address.get(), "/images/" + name + "/json");
                if (response.status() == 200 || response.status() == 404) {
                    return new Answer(true, response.status() == 200, false, host, "");
                }
                refusals.add(host + " answers with status " + response.status());
            } catch (IOException e) {
                if (!missing(host)) {
                    refusals.add(host + ": " + e.getMessage());
                }
            }
        }
        String reason =
                "no Docker engine answers on " + (refusals.isEmpty() ? hosts.get(0) : String.join(", ", refusals));
        return new Answer(false, false, cannotTell, hosts.get(0), reason);
    }

    /** Whether the engine has any image whose repository is, or ends in, this name. */
    boolean hasImageNamed(String repository) {
        String filter = "{\"reference\":[\"" + repository + "\",\"*/" + repository + "\",\"*/*/" + repository + "\"]}";
        String path = "/images/json?filters=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
        for (String host : hosts) {
            Optional<SocketAddress> address = address(host);
            try {
                if (address.isPresent()) {
                    Response response = get(address.get(), path);
                    return response.status() == 200 && response.text().contains("\"Id\"");
                }
            } catch (IOException e) {
                // The next one may answer.
            }
        }
        return false;
    }

    private static boolean missing(String host) {
        return host.startsWith("unix://") && !Files.exists(Path.of(host.substring("unix://".length())));
    }

    private static Optional<SocketAddress> address(String host) {
        if (host.startsWith("unix://")) {
            return Optional.of(UnixDomainSocketAddress.of(host.substring("unix://".length())));
        }
        boolean tls = System.getenv("DOCKER_TLS_VERIFY") != null;
        if (!tls && (host.startsWith("tcp://") || host.startsWith("http://"))) {
            URI uri = URI.create(host);
            return uri.getHost() == null
                    ? Optional.empty()
                    : Optional.of(new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 2375 : uri.getPort()));
        }
        return Optional.empty();
    }

    private Response get(SocketAddress address, String path) throws IOException {
        StandardProtocolFamily family =
                address instanceof UnixDomainSocketAddress ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET;
        try (SocketChannel channel = SocketChannel.open(family);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            long deadline = System.nanoTime() + patience.toNanos();
            if (!channel.connect(address)) {
                SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
                await(selector, deadline);
                channel.finishConnect();
                key.cancel();
                selector.selectNow();
            }
            ByteBuffer request = ByteBuffer.wrap(
                    ("GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            do {
                await(selector, deadline);
                selector.selectedKeys().clear();
                buffer.clear();
                int count = channel.read(buffer);
                if (count < 0) {
                    break;
                }
                response.write(buffer.array(), 0, count);
            } while (true);
            return parse(response.toString(StandardCharsets.ISO_8859_1));
        }
    }

    private static void await(Selector selector, long deadline) throws IOException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0 || selector.select(millis) == 0) {
            throw new IOException("no answer in time");
        }
    }

    private static Response parse(String text) throws IOException {
        if (!text.matches("(?s)HTTP/1\\.[01] \\d{3}.*")) {
            throw new IOException("what answers is not HTTP");
        }
        return new Response(Integer.parseInt(text.substring(9, 12)), text);
    }
}
