package io.schemaproof.database.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerProbeTest {

    @TempDir
    Path folder;

    @Test
    void an_engine_with_the_image_is_recognised() throws IOException {
        try (ServerSocketChannel engine = engine("HTTP/1.0 200 OK\r\n\r\n{\"Id\":\"sha256:1\"}")) {
            DockerProbe.Answer answer = probe(engine, Duration.ofSeconds(30)).image("postgres:17");

            assertThat(answer.engineAnswers()).isTrue();
            assertThat(answer.imageIsPresent()).isTrue();
        }
    }

    @Test
    void an_engine_without_the_image_is_recognised() throws IOException {
        try (ServerSocketChannel engine = engine("HTTP/1.0 404 Not Found\r\n\r\n{\"message\":\"No such image\"}")) {
            DockerProbe.Answer answer = probe(engine, Duration.ofSeconds(30)).image("postgres:17");

            assertThat(answer.engineAnswers()).isTrue();
            assertThat(answer.imageIsPresent()).isFalse();
        }
    }

    @Test
    void an_engine_that_is_ill_does_not_answer() throws IOException {
        try (ServerSocketChannel engine = engine("HTTP/1.0 500 Internal Server Error\r\n\r\n")) {
            DockerProbe.Answer answer = probe(engine, Duration.ofSeconds(30)).image("postgres:17");

            assertThat(answer.engineAnswers()).isFalse();
            assertThat(answer.reason()).contains("answers with status 500");
        }
    }

    @Test
    void something_else_on_the_socket_is_no_engine() throws IOException {
        try (ServerSocketChannel engine = engine("220 mail.example ESMTP\r\n")) {
            assertThat(probe(engine, Duration.ofSeconds(30))
                            .image("postgres:17")
                            .reason())
                    .contains("is not HTTP");
        }
    }

    @Test
    void an_engine_that_hangs_is_given_up() throws IOException {
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(folder.resolve("docker.sock")));

            assertThat(probe(engine, Duration.ofMillis(50)).image("postgres:17").reason())
                    .contains("no answer in time");
        }
    }

    @Test
    void no_socket_is_no_engine() {
        DockerProbe probe = new DockerProbe(List.of("unix://" + folder.resolve("missing")), Duration.ofSeconds(30));

        assertThat(probe.image("postgres:17").reason())
                .isEqualTo("no Docker engine answers on unix://" + folder.resolve("missing"));
    }

    @Test
    void a_host_that_cannot_be_asked_is_said_to_be_unknown() {
        DockerProbe probe = new DockerProbe(List.of("npipe:////./pipe/docker_engine"), Duration.ofSeconds(30));

        assertThat(probe.image("postgres:17").cannotTell()).isTrue();
    }

    @Test
    void an_image_is_found_by_its_repository() throws IOException {
        try (ServerSocketChannel engine = engine("HTTP/1.0 200 OK\r\n\r\n[{\"Id\":\"sha256:1\"}]")) {
            assertThat(probe(engine, Duration.ofSeconds(30)).hasImageNamed("a/b"))
                    .isTrue();
        }
    }

    @Test
    void an_empty_list_of_images_has_none() throws IOException {
        try (ServerSocketChannel engine = engine("HTTP/1.0 200 OK\r\n\r\n[]")) {
            assertThat(probe(engine, Duration.ofSeconds(30)).hasImageNamed("a/b"))
                    .isFalse();
        }
    }

    private static DockerProbe probe(ServerSocketChannel engine, Duration patience) throws IOException {
        return new DockerProbe(List.of("unix://" + engine.getLocalAddress()), patience);
    }

    /** Answers one request. */
    private ServerSocketChannel engine(String response) throws IOException {
        ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        engine.bind(UnixDomainSocketAddress.of(folder.resolve("docker.sock")));
        Thread thread = new Thread(() -> {
            try (SocketChannel connection = engine.accept()) {
                connection.read(ByteBuffer.allocate(4096));
                connection.write(ByteBuffer.wrap(response.getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
                // The probe says what it saw.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return engine;
    }
}
