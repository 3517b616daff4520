package io.schemaproof.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class OwnerProcessTest {

    private final OwnerProcess current = OwnerProcess.current();

    @Test
    void a_running_process_is_not_gone() {
        assertThat(OwnerProcess.parse(current.text())).contains(current);
        assertThat(current.isGone()).isFalse();
    }

    @Test
    void an_ended_process_is_gone() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-version").start();
        process.waitFor();

        assertThat(new OwnerProcess(process.pid(), 1, current.machine()).isGone())
                .isTrue();
    }

    @Test
    void a_process_that_got_the_id_of_another_does_not_count_as_that() {
        assertThat(new OwnerProcess(current.pid(), current.start() + 1, current.machine()).isGone())
                .isTrue();
    }

    @Test
    void a_process_of_another_machine_or_container_is_never_known_to_be_gone() {
        String other = current.machine().equals("00000000") ? "00000001" : "00000000";
        assertThat(new OwnerProcess(current.pid(), current.start() + 1, other).isGone())
                .isFalse();
    }

    @Test
    void other_text_names_no_process() {
        assertThat(OwnerProcess.parse("")).isEmpty();
        assertThat(OwnerProcess.parse("12-34")).isEmpty();
        assertThat(OwnerProcess.parse("12-34-nothexxx")).isEmpty();
    }
}
