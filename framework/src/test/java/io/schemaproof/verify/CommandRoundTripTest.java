package io.schemaproof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schemaproof.database.Command;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools of any kind, by their shell commands. */
class CommandRoundTripTest {

    /** A folder with knex and pg, as npm makes it; the test of Knex is not run without. */
    private static final String MODULES = "SCHEMAPROOF_TEST_NODE_MODULES";

    /** Where this is true, the tools that Debian packages must be there, and are run. */
    private static final String REQUIRED = "SCHEMAPROOF_REQUIRE_TOOLS";

    /** The interpreter that runs Alembic has PostgreSQL's driver. */
    private static final String ALEMBIC =
            "tool=$(command -v alembic) || { echo there is none; exit 1; }; $(sed -n '1s/^#!//p' \"$tool\") -c 'import alembic, psycopg2'";

    private static final String REVISION = """
            from alembic import op
            import sqlalchemy as sa
            revision = '%s'
            down_revision = %s
            def upgrade():
                %s
            def downgrade():
                %s
            """;

    @TempDir
    private Path root;

    private MigrationsOnDisk folder() {
        return new MigrationsOnDisk(root);
    }

    private MigrationFolder read() {
        return MigrationReader.read(root, "commands");
    }

    private static List<String> verdicts(Verification verification) {
        return verification.migrations().stream()
                .map(MigrationResult::verdict)
                .map(verdict -> verdict.word())
                .toList();
    }

    @Test
    void a_tool_that_is_a_shell_command_goes_up_and_down_and_up() throws IOException {
        assumeTrue(Command.run(List.of("sh", "-c", "command -v psql"), Duration.ofSeconds(10))
                .succeeded());
        folder().file(
                        "schemaproof.commands",
                        "list: ls *.up | sed 's/[.]up$//'\ninit: psql -qc 'CREATE TABLE tool (version text)'\n"
                                + "up: psql -q -v ON_ERROR_STOP=1 -1 -f \"$MIGRATION.up\" -c \"INSERT INTO tool VALUES ('$MIGRATION')\"\n"
                                + "down: psql -q -v ON_ERROR_STOP=1 -1 -f \"$MIGRATION.down\" -c \"DELETE FROM tool WHERE version = '$MIGRATION'\"\n")
                .file("1 a.up", "CREATE TABLE a (id int);")
                .file("1 a.down", "DROP TABLE a;")
                .file("2 b.up", "ALTER TABLE a ADD COLUMN b int, ADD COLUMN c int;")
                .file("2 b.down", "ALTER TABLE a DROP COLUMN b;")
                .file("3 c.up", "SELECT nothing;")
                .file("3 c.down", "");

        Verification verification = RoundTrip.of(read()).evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "leaves-trace", "up-fails");
        Finding trace = verification.migrations().get(1).findings().get(0);
        assertThat(trace.message()).contains("public.a.c");
        assertThat(trace.file().orElseThrow() + ":" + trace.line()).isEqualTo("schemaproof.commands:4");
        assertThat(verification.migrations().get(2).findings().get(0).message())
                .contains("The up fails: schemaproof.commands:3:1 ERROR: the command ended with 3 and said:")
                .contains("column \"nothing\" does not exist");
    }

    @Test
    void alembic_goes_up_and_down_and_up() throws IOException {
        assumeTrue(
                Boolean.parseBoolean(System.getenv(REQUIRED)),
                "NOT RUN: a tool in Python takes its seconds; " + REQUIRED + "=true asks for it");
        assertThat(Command.run(List.of("sh", "-c", ALEMBIC), Duration.ofMinutes(1))
                        .output())
                .as("alembic with psycopg2, which " + REQUIRED + " demands")
                .isEmpty();
        folder().file("alembic.ini", "[alembic]\nscript_location = migrations\n")
                .file(
                        "migrations/env.py",
                        "import os\nfrom alembic import context\nfrom sqlalchemy import create_engine\n"
                                + "with create_engine(os.environ['DATABASE_URL']).connect() as connection:\n"
                                + "    context.configure(connection=connection)\n"
                                + "    with context.begin_transaction():\n        context.run_migrations()\n")
                .file(
                        "migrations/versions/1_a.py",
                        REVISION.formatted(
                                "1", "None", "op.create_table('a', sa.Column('id', sa.Integer))", "op.drop_table('a')"))
                .file(
                        "migrations/versions/2_b.py",
                        REVISION.formatted(
                                "2",
                                "'1'",
                                "op.execute('ALTER TABLE a ADD b int, ADD c int')",
                                "op.drop_column('a', 'b')"))
                .file(
                        "schemaproof.commands",
                        "list: ls migrations/versions/*.py | sed 's/.*\\/\\([0-9]*\\)_.*/\\1/'\n"
                                + "init: alembic ensure_version\n"
                                + "up: alembic upgrade \"$MIGRATION\"\ndown: alembic downgrade -1\n");

        Verification verification = RoundTrip.of(read()).evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "leaves-trace");
        assertThat(verification.migrations().get(1).findings().get(0).message()).contains("public.a.c");
    }

    @Test
    void knex_goes_up_and_down_and_up() throws IOException {
        String modules = System.getenv(MODULES);
        assumeTrue(modules != null, "NOT RUN: " + MODULES + " names no folder with knex and pg");
        Files.createSymbolicLink(root.resolve("node_modules"), Path.of(modules));
        folder().file("knexfile.js", "module.exports = {client: 'pg', connection: process.env.DATABASE_URL};")
                .file(
                        "migrations/1_a.js",
                        "exports.up = k => k.schema.createTable('a', t => t.increments('id'));\n"
                                + "exports.down = k => k.schema.dropTable('a');\n")
                .file(
                        "migrations/2_b.js",
                        "exports.up = k => k.schema.alterTable('a', t => { t.integer('b'); t.integer('c'); });\n"
                                + "exports.down = k => k.schema.alterTable('a', t => t.dropColumn('b'));\n")
                .file(
                        "schemaproof.commands",
                        "list: ls migrations\ninit: node node_modules/knex/bin/cli.js migrate:list\n"
                                + "up: node node_modules/knex/bin/cli.js migrate:up \"$MIGRATION\"\n"
                                + "down: node node_modules/knex/bin/cli.js migrate:down \"$MIGRATION\"\n");

        assertThat(verdicts(RoundTrip.of(read()).evaluate())).containsExactly("ok", "leaves-trace");
    }

    @Test
    void shell_commands_are_run_only_where_that_is_said_and_bad_ones_are_refused() {
        folder().file("schemaproof.commands", "list: echo 1\nup: true\n");
        assertThatThrownBy(() -> MigrationReader.read(root))
                .isInstanceOf(MigrationException.class)
                .hasMessageEndingWith("whose shell commands are run only where that is said: --format commands.");
        refused(
                "list: echo 1\nundo: x\n",
                "schemaproof.commands line 2 is no command. There are list:, up:, down: and init:.");
        refused("list: echo 1\nlist: echo 2\n", "schemaproof.commands line 2 has a second command list.");
        refused("list: echo 1\n", "schemaproof.commands has no line up:.");
        refused(
                "list: true\nup: true\n",
                "schemaproof.commands line 1 is to list the migrations, and printed nothing.");
        refused(
                "list: echo no; exit 4\nup: true\n",
                "schemaproof.commands line 1 is to list the migrations, and ended with 4: no.");
        refused("list: echo 1; echo 1\nup: true\n", "schemaproof.commands line 1 lists a version twice: 1, 1");
    }

    private void refused(String text, String message) {
        folder().file("schemaproof.commands", text);
        assertThatThrownBy(this::read).isInstanceOf(MigrationException.class).hasMessageStartingWith(message);
    }

    @Test
    void a_check_that_looks_at_statements_is_refused() {
        folder().file("schemaproof.commands", "list: echo 1\nup: true\n");
        assertThatThrownBy(() ->
                        RoundTrip.of(read()).withSafety().withPartialFailure().evaluate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("whose statements are not seen here, so that safety, partial cannot be checked.");
    }
}
