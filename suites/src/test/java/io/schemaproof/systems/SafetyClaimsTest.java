package io.schemaproof.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.Verification;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page is held against the gate by tests of each system that verify it anyway; here the bookshop, which has none. */
class SafetyClaimsTest {

    @Test
    void the_page_explains_what_the_gate_says_of_the_bookshop_and_another_list_fails() throws IOException {
        Verification bookshop = RoundTrip.of(
                        MigrationReader.read(Path.of("../fixtures/src/main/resources/examples/bookshop")))
                .withSafety()
                .evaluate();

        SafetyClaims.under("bookshop").finished(bookshop);

        assertThatThrownBy(() ->
                        SafetyClaims.under("vehicles: 001 on an empty database").finished(bookshop))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("safety.blocking-work public.books");
        assertThatThrownBy(() -> SafetyClaims.under("nothing of this name")).hasMessageContaining("Nothing stands in");
        assertThat(bookshop.migrations()).hasSize(5);
    }
}
