package io.schemaproof.suites.launcher;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.rule.FrozenRule;
import io.schemaproof.assertions.rule.ObjectRule;
import io.schemaproof.assertions.rule.Rule;
import io.schemaproof.assertions.rule.Rules;
import io.schemaproof.assertions.rule.SchemaRules;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.query.QueryException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code schemaproof conventions DIR|JDBC-URL}. */
@Command(
        name = "conventions",
        description =
                "Judge the schema that the migrations of a folder give, or that a database has, by rules of names, keys, types and indexes. A"
                        + " database is only read.",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 kept, 1 a rule is violated, none has found anything to judge, or a migration fails, "
                    + ExitCode.SHARED
        })
final class ConventionsCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SchemaSource source = new SchemaSource();

    @Option(
            names = "--all",
            description =
                    "Judge by the rules that a project chooses too, and not only by those whose violations are faults.")
    private boolean all;

    @Option(
            names = "--rules",
            paramLabel = "RULE",
            split = ",",
            description = "Judge by these rules alone, whichever they are, by their ids, several with commas between.")
    private List<String> only = List.of();

    @Option(names = "--without-rules", paramLabel = "RULE", split = ",", description = "Leave rules out, by their ids.")
    private List<String> without = List.of();

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            split = ",",
            description = "Schemas to judge, as in SQL, several with commas between. Default: all.")
    private List<String> schemas = List.of();

    @Option(
            names = "--ignore",
            paramLabel = "OBJECT",
            description =
                    "An object to leave out, with what is part of it, as messages name it, such as public.orders. May be given several times.")
    private List<String> ignored = List.of();

    @Option(
            names = "--frozen",
            paramLabel = "DIR",
            description = "Folder that keeps what violates a rule already, a file for each: only what is new fails.")
    private @Nullable Path frozen;

    @Option(
            names = "--freeze",
            description = "Keep in the folder of --frozen what violates a rule of which it has no file.")
    private boolean freeze;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() {
        if (freeze && frozen == null) {
            throw usage("There is no folder to keep anything in: --freeze goes with --frozen.");
        }
        List<Rule> rules = rules();
        Optional<JudgedRules> judged = source.take(
                server,
                "judged",
                url -> read(url, rules),
                (migrations, database) -> judge(rules, migrations, database));
        if (judged.isEmpty()) {
            return ExitCode.FINDINGS;
        }
        PrintWriter out = command().getOut();
        out.println(judged.get().text());
        out.flush();
        return judged.get().passed() ? ExitCode.PASSED : ExitCode.FINDINGS;
    }

    private List<Rule> rules() {
        List<ObjectRule<?>> known = SchemaRules.all();
        List<String> ids = known.stream().map(Rule::id).toList();
        for (List<String> named : List.of(only, without)) {
            named.stream().filter(id -> !ids.contains(id)).findFirst().ifPresent(id -> {
                String meant = Names.didYouMean(id, ids);
                throw usage("There is no rule " + id
                        + (meant.isEmpty() ? ". There are: " + String.join(", ", ids) + "." : ", " + meant));
            });
        }
        List<ObjectRule<?>> asked = all || !only.isEmpty() ? known : SchemaRules.faults();
        List<Rule> rules = new ArrayList<>();
        for (ObjectRule<?> rule : asked) {
            if ((only.isEmpty() || only.contains(rule.id())) && !without.contains(rule.id())) {
                rules.add(frozen(narrowed(rule)));
            }
        }
        if (rules.isEmpty()) {
            throw usage("No rule is left to judge by (--without-rules).");
        }
        return rules;
    }

    private ObjectRule<?> narrowed(ObjectRule<?> rule) {
        ObjectRule<?> narrower = rule;
        if (!schemas.isEmpty()) {
            narrower = narrower.onlyIn(schemas.toArray(String[]::new));
        }
        return ignored.isEmpty() ? narrower : narrower.ignoring(ignored.toArray(String[]::new));
    }

    private Rule frozen(Rule rule) {
        if (frozen == null) {
            return rule;
        }
        FrozenRule kept = Rules.freeze(rule).in(frozen);
        return freeze ? kept.creatingStore() : kept;
    }

    private JudgedRules read(JdbcUrl url, List<Rule> rules) {
        try (ReadDatabase database = new ReadDatabase(url)) {
            return judge(rules, Schema.of(database), "database " + url.shown());
        } catch (QueryException e) {
            throw new DatabaseException(
                    url.shown() + " cannot be judged: " + url.withoutSecrets(String.valueOf(e.getMessage())));
        }
    }

    private JudgedRules judge(List<Rule> rules, MigrationFolder migrations, MigratedDatabase migrated) {
        return migrated.answer(
                database -> judge(rules, Schema.of(database.dataSource()), "the migrations in " + migrations.root()));
    }

    private JudgedRules judge(List<Rule> rules, Schema schema, String subject) {
        List<String> there = schema.catalog().schemas().stream()
                .map(each -> Names.quote(each.name()))
                .toList();
        schemas.forEach(name -> arguments().schema(name, there));
        tellUnknown(schema.catalog());
        return JudgedRules.of(rules, schema, subject);
    }

    /** What is misspelt leaves nothing out; what is gone would leave out what comes under its name later. */
    private void tellUnknown(Catalog catalog) {
        List<String> there = catalog.objects().keySet().stream()
                .map(ObjectId::identity)
                .distinct()
                .toList();
        for (String name : ignored) {
            if (!there.contains(name)) {
                String meant = Names.didYouMean(name, there);
                command()
                        .getErr()
                        .println("There is no " + name + ", which is to be left out (--ignore)"
                                + (meant.isEmpty() ? "." : ", " + meant));
            }
        }
    }

    private CommandLine command() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private Arguments arguments() {
        return Arguments.of(spec);
    }

    private ParameterException usage(String message) {
        return arguments().refused(message);
    }
}
