package io.schemaproof.verify.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.RoundTrip;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a second up meets that its down has left. */
class LeftInTheWayTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE TYPE state AS ENUM ('a'); CREATE TABLE t (id int); | DROP TABLE t;  | public.state
            CREATE TABLE t (id int); CREATE TABLE u (id int);         | DROP TABLE t;  | public.u
            CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; | SELECT 1; | public.f(integer)
            CREATE TABLE t (id int); SELECT 1 / (SELECT 1 - count(*) FROM pg_class WHERE relname = 'u'); CREATE TABLE u (id int); | DROP TABLE t; |
            """)
    void is_the_object_of_the_finding(String up, String down, String object) {
        Finding finding = RoundTrip.of(
                        new MigrationsOnDisk(folder).pair("1_a", up, down).read())
                .evaluate()
                .migrations()
                .get(0)
                .findings()
                .stream()
                .filter(told -> told.rule().equals("roundtrip.reup-fails"))
                .findFirst()
                .orElseThrow();

        assertThat(finding.message()).startsWith("Applied once more after it was taken back, the up fails: ");
        assertThat(finding.object().orElse(null)).isEqualTo(object);
    }
}
