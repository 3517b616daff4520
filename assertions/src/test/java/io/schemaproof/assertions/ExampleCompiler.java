package io.schemaproof.assertions;

import com.sun.source.util.JavacTask;
import io.schemaproof.assertions.structure.Privilege;
import io.schemaproof.assertions.structure.Securable;
import io.schemaproof.assertions.structure.TriggerEvent;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.query.StatementKind;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles examples, each in a package of its own, with the names that they take for granted.
 *
 * <p>What an example adds stands on its own lines: a line of the compiler's is a line of the example's.
 */
final class ExampleCompiler {

    /** A reader has these in the file already, or lets the IDE find them. */
    private static final String IMPORTS = """
            import static io.schemaproof.assertions.SchemaAssertions.*;
            import static io.schemaproof.assertions.SchemaAssertions.assertThat;
            import static io.schemaproof.assertions.SchemaAssumptions.*;
            import static io.schemaproof.assertions.contract.CheckContract.check;
            import static io.schemaproof.assertions.contract.ColumnContract.column;
            import static io.schemaproof.assertions.contract.ForeignKeyContract.foreignKey;
            import static io.schemaproof.assertions.contract.IndexContract.index;
            import static io.schemaproof.assertions.rule.Rules.*;
            import static io.schemaproof.assertions.structure.Inventory.*;
            import static io.schemaproof.assertions.structure.PolicyCommand.*;
            import static io.schemaproof.assertions.structure.Privilege.*;
            import static io.schemaproof.assertions.structure.Securable.*;
            import static io.schemaproof.assertions.structure.SqlState.*;
            import static io.schemaproof.assertions.structure.TriggerEvent.*;
            import static io.schemaproof.assertions.structure.TriggerTiming.*;
            import static io.schemaproof.catalog.Column.IdentityGeneration.*;
            import static io.schemaproof.catalog.ObjectKind.*;
            import static io.schemaproof.catalog.ReferentialAction.*;
            import static io.schemaproof.query.JoinMethod.*;
            import static io.schemaproof.query.ScanMethod.*;
            import static io.schemaproof.query.StatementKind.*;
            import static java.time.Duration.*;
            import static org.assertj.core.api.Assertions.assertThat;
            import static org.jooq.impl.DSL.table;
            import io.schemaproof.assertions.structure.RuleAssert.RuleEvent;
            import io.schemaproof.data.RowSource;
            import io.schemaproof.query.Relation;
            import java.nio.file.Path;
            import java.sql.Connection;
            import java.sql.Statement;
            import java.util.*;
            import javax.sql.DataSource;
            import org.assertj.core.api.BDDSoftAssertions;
            import org.assertj.core.api.SoftAssertions;
            import org.assertj.core.api.junit.jupiter.*;
            import org.jooq.DSLContext;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.extension.ExtendWith;
            """ + ourPackages();

    /** What examples name without saying where it comes from. */
    private static final String SURROUNDINGS = """
            public abstract class Surroundings {
                protected Schema schema;
                protected TestDatabase database;
                protected DataSource dataSource;
                protected Connection connection, before, after;
                protected CapturedQueries captured;
                protected Query query, openOrders, byId, byName;
                protected Path folder, lastGoodPlan;
                protected RowsAssert rows;
                protected org.jooq.Schema SHOP;
                protected RowSecurityAssert rowSecurity;
                protected String hashOfWhatMadeIt;
                protected abstract void ship(int order);
                protected abstract void migrate(TestDatabase database);
                public record OrderRepository(DataSource database) { public void printOrdersOf(int customer) {} }
            }
            """;

    /** Where two enums have a constant of one name, the one that the verbs of this class take. */
    private static final Map<String, List<Class<?>>> OWN_CONSTANTS = Map.of(
            "AbstractCapturedTextsAssert", List.of(StatementKind.class),
            "AbstractGrantsAssert", List.of(Privilege.class),
            "CapturedQueriesAssert", List.of(StatementKind.class),
            "DefaultPrivilegesAssert", List.of(Privilege.class, Securable.class),
            "PrivilegesAssert", List.of(Privilege.class),
            "RelationAssert", List.of(ObjectKind.class),
            "TriggerAssert", List.of(TriggerEvent.class));

    private static final Pattern OWN_IMPORTS = Pattern.compile("\\A(?:import [^\n]*\n|\n)*");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:public |final |abstract )*(?:class|interface|record) ");

    private ExampleCompiler() {}

    private static String ourPackages() {
        return Stream.of("src/main/java", "../framework/src/main/java")
                .map(Path::of)
                .flatMap(root -> Example.files(root, "package-info.java").map(root::relativize))
                .map(file -> "import " + file.getParent().toString().replace(File.separatorChar, '.') + ".*;\n")
                .collect(Collectors.joining());
    }

    /** What the compiler refuses: file, line and its message. */
    static List<String> errors(List<Example> examples) throws IOException {
        DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
        List<Source> sources = new ArrayList<>();
        sources.add(
                new Source("examples/Surroundings", "package examples;" + IMPORTS + SURROUNDINGS, Optional.empty()));
        for (Example example : examples) {
            sources.add(source(example, "examples.number" + sources.size()));
        }
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        collector,
                        List.of("-proc:none", "-Xmaxerrs", "1000", "-cp", System.getProperty("java.class.path")),
                        null,
                        sources);
        task.analyze(); // all but writing the classes
        return collector.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(ExampleCompiler::described)
                .toList();
    }

    private static String described(Diagnostic<? extends JavaFileObject> error) {
        String message = error.getMessage(Locale.ROOT);
        return error.getSource() instanceof Source source
                ? source.example
                        .map(example ->
                                example.file() + ":" + (example.line() + error.getLineNumber() - 1) + ": " + message)
                        .orElse(message)
                : message;
    }

    private static Source source(Example example, String home) {
        String code = example.code().replace("{ … }", "{ /* … */ }");
        Matcher own = OWN_IMPORTS.matcher(code);
        int body = own.find() ? own.end() : 0;
        boolean isType = TYPE.matcher(code).find();
        String text = ("package " + home + ";" + IMPORTS + constants(example)).replace('\n', ' ')
                + code.substring(0, body)
                + (isType
                        ? ""
                        : "abstract class Example extends examples.Surroundings { void example() throws Exception { ")
                + code.substring(body)
                + (isType ? "\n" : "\n}}\n");
        return new Source(home.replace('.', '/') + "/Example", text, Optional.of(example));
    }

    private static String constants(Example example) {
        return OWN_CONSTANTS.getOrDefault(example.owner(), List.of()).stream()
                .flatMap(type -> Arrays.stream(type.getFields()))
                .map(field ->
                        "import static " + field.getDeclaringClass().getCanonicalName() + "." + field.getName() + ";")
                .collect(Collectors.joining());
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;
        private final Optional<Example> example;

        Source(String name, String text, Optional<Example> example) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
            this.example = example;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
