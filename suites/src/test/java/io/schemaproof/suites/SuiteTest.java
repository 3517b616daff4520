package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SuiteTest {

    @ParameterizedTest
    @EnumSource
    void the_page_says_of_each_suite_what_it_proves_and_why(Suite suite) throws IOException {
        assertThat(Files.readString(Path.of("../docs/suites.md")))
                .contains("| " + suite.title() + " | " + suite.proves() + " | " + suite.why() + " |");
    }

    @ParameterizedTest
    @EnumSource
    void an_annotation_asks_for_each_suite(Suite suite) throws ClassNotFoundException {
        StringBuilder name = new StringBuilder("io.schemaproof.suites.Verify");
        for (String word : suite.title().split(" ", -1)) {
            name.append(word.substring(0, 1).toUpperCase(java.util.Locale.ROOT)).append(word.substring(1));
        }
        Class<? extends Annotation> type = Class.forName(name.toString()).asSubclass(Annotation.class);

        assertThat(type.getAnnotation(AsksFor.class).value()).isEqualTo(suite);
    }

    @Test
    void what_starts_further_servers_or_many_clients_is_asked_for_by_name() {
        assertThat(Suite.values())
                .filteredOn(suite -> !Suite.usual().contains(suite))
                .containsExactlyInAnyOrderElementsOf(Set.of(Suite.DETERMINISM, Suite.TRAFFIC));
    }
}
