package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.ContractPlaces;
import io.schemaproof.assertions.contract.DomainContract;
import io.schemaproof.assertions.contract.FunctionContract;
import io.schemaproof.assertions.contract.SequenceContract;
import io.schemaproof.assertions.contract.ViewContract;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Lookup;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Domain;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Sequence;
import io.schemaproof.catalog.View;
import io.schemaproof.query.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compare views, enums, domains, sequences and functions with their contracts.
 *
 * @param comments whether comments are compared
 */
record ObjectContractChecks(Schema schema, NamespaceAssert namespace, boolean comments) {

    void view(View actual, ViewContract expected, ContractPlaces places) {
        ViewAssert real = new ViewAssert(schema, actual);
        namespace.part(real, view -> {
            if (actual.isMaterialized() != expected.isMaterialized()) {
                real.failed(Failure.expected("the kind of view")
                        .butWas(kind(expected.isMaterialized()), kind(actual.isMaterialized())));
            }
            if (!actual.isPopulated() && !expected.mayBeUnfilled()) {
                real.failed(Failure.expected("the materialized view to be populated")
                        .butWas("populated", "not populated: each query of it fails")
                        .line("If it is filled later, the contract says so: unfilled: passes")
                        .suggest("REFRESH MATERIALIZED VIEW " + actual.identity() + ";"));
            }
            if (!actual.definition().strip().equals(expected.query())) {
                attempt(real, () -> view.hasDefinition(expected.query()));
            }
            options(
                    real,
                    "the options of the view",
                    expected.options(),
                    actual.object().attribute("options"),
                    ", ");
            new ViewColumnCheck(
                            actual,
                            view,
                            comments,
                            real::failed,
                            (column, check) -> real.at(places.of("columns", column), check))
                    .run(expected.columns());
            comment(view, expected.comment());
            List<Index> indexes = schema.catalog().indexes().stream()
                    .filter(index -> index.tableName().equals(actual.identity()))
                    .toList();
            new IndexContractCheck(
                            schema,
                            actual.identity(),
                            indexes,
                            view::index,
                            keys -> Lookup.missing(
                                    "index",
                                    keys,
                                    List.of(),
                                    indexes.stream().map(Index::definition).toList()),
                            real::failed,
                            false,
                            (expectedIndex, check) -> real.at(
                                    places.of("indexes", ContractScope.number(expected.indexes(), expectedIndex)),
                                    check))
                    .run(expected.indexes(), part -> attempt(real, part));
        });
    }

    private static String kind(boolean materialized) {
        return materialized ? "materialized view" : "view";
    }

    void enumType(EnumType actual, List<String> labels) {
        namespace.part(
                new EnumTypeAssert(schema, actual), type -> type.hasExactlyLabels(labels.toArray(String[]::new)));
    }

    void domain(Domain actual, DomainContract expected) {
        DomainAssert real = new DomainAssert(schema, actual);
        namespace.part(real, domain -> {
            attempt(real, () -> domain.hasBaseType(expected.type()));
            if (expected.isNullable()) {
                domain.isNullable();
            } else {
                domain.isNotNullable();
            }
            attempt(
                    real,
                    () -> collation(real, expected.collation(), actual.object().attribute("collation")));
            attempt(real, () -> expected.defaultExpression().ifPresentOrElse(domain::hasDefault, domain::hasNoDefault));
            attempt(real, () -> checks(real, domain, actual, expected.checks()));
            comment(domain, expected.comment());
        });
    }

    private void collation(DomainAssert real, Optional<String> expected, Optional<String> found) {
        Optional<String> canonical = expected.map(
                name -> String.valueOf(CatalogNames.sql(schema).value("SELECT CAST(? AS regcollation)::text", name)));
        if (!canonical.equals(found)) {
            String own = "the base type's own";
            real.failed(
                    Failure.expected("the collation of the domain").butWas(canonical.orElse(own), found.orElse(own)));
        }
    }

    private void checks(DomainAssert real, DomainAssert domain, Domain actual, List<String> expected) {
        expected.forEach(domain::hasCheck);
        ServerText server = new ServerText(schema.dataSource());
        List<String> canonical = expected.stream()
                .map(condition -> "CHECK (" + server.domainCheck(actual.baseType(), condition) + ")")
                .toList();
        List<String> there = actual.constraints().stream()
                .filter(constraint -> constraint.type().equals("check"))
                .map(Constraint::definition)
                .toList();
        List<String> rest = new ArrayList<>(there);
        boolean found = rest.containsAll(canonical);
        canonical.forEach(rest::remove);
        if (there.size() != expected.size() || (found && !rest.isEmpty())) {
            real.failed(Failure.expected("exactly these checks of the domain")
                    .sets(SetDifference.exactly(canonical, there))
                    .line(expected.size() + " expected, " + there.size() + " there"));
        }
    }

    void sequence(Sequence actual, SequenceContract expected) {
        SequenceAssert real = new SequenceAssert(schema, actual);
        namespace.part(real, sequence -> {
            attempt(real, () -> sequence.hasType(expected.type()));
            attempt(real, () -> {
                String options = new CanonicalTable(schema.dataSource(), actual.identity())
                        .identityOptions(expected.type(), expected.options());
                String found = ColumnAssert.parameters(actual);
                if (!options.equals(found)) {
                    real.failed(Failure.expected("the options of the sequence").butWas(options, found));
                }
            });
            expected.ownedBy().ifPresentOrElse(sequence::isOwnedBy, sequence::isNotOwned);
            comment(sequence, expected.comment());
        });
    }

    void function(Function actual, FunctionContract expected) {
        FunctionAssert real = new FunctionAssert(schema, actual);
        namespace.part(real, function -> {
            function.isKind(FunctionKind.valueOf(expected.kind().name()));
            attempt(real, () -> arguments(real, actual, expected));
            if (!actual.returns().equals(expected.returns())) {
                expected.returns()
                        .ifPresentOrElse(
                                result -> attempt(real, () -> function.returns(result)),
                                () -> actual.returns()
                                        .ifPresent(found -> real.failed(
                                                Failure.expected("no result").butWas("no result", found))));
            }
            function.hasLanguage(expected.language());
            property(real, "volatility", expected.volatility(), actual.volatility());
            property(real, "parallel safety", expected.parallel(), actual.parallel());
            property(real, "STRICT", expected.isStrict(), actual.isStrict());
            property(real, "SECURITY DEFINER", expected.isSecurityDefiner(), actual.isSecurityDefiner());
            property(real, "LEAKPROOF", expected.isLeakproof(), actual.object().is("leakproof"));
            options(
                    real,
                    "the settings of the function",
                    expected.settings(),
                    actual.object().attribute("settings"),
                    "\n");
            comment(function, expected.comment());
        });
    }

    private void arguments(FunctionAssert real, Function actual, FunctionContract expected) {
        String found = actual.arguments();
        if (expected.arguments().isEmpty()) {
            plainArguments(real, actual, found);
        } else if (!found.equals(expected.arguments().get())) {
            String written = new Canonical(schema.dataSource())
                    .arguments(
                            expected.arguments().get(),
                            expected.returns().filter(type -> expected.kind() != FunctionContract.Kind.PROCEDURE));
            if (!found.equals(written)) {
                real.failed(Failure.expected(
                                "these arguments of the " + actual.kind().word())
                        .butWas("(" + written + ")", "(" + found + ")"));
            }
        }
    }

    /** What a contract does not say of arguments is as CREATE FUNCTION has it for a type alone; names are free then. */
    private void plainArguments(FunctionAssert real, Function actual, String found) {
        if (found.equals(actual.argumentTypes())) {
            return;
        }
        FunctionFacts facts = new FunctionFacts(schema, actual);
        boolean plain = facts.arguments().stream()
                .allMatch(argument -> argument.startsWith("IN ") || argument.startsWith("TABLE "));
        if (!plain || !facts.defaults().isEmpty()) {
            real.failed(Failure.expected("no argument of the " + actual.kind().word()
                            + " to be OUT, INOUT, VARIADIC or to have a default")
                    .butWas("(" + actual.argumentTypes() + ")", "(" + found + ")")
                    .line("If they are meant, the contract says so: arguments: " + found));
        }
    }

    private static void property(FunctionAssert real, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            real.failed(Failure.expected("the function's " + what).butWas(expected, found));
        }
    }

    private static void options(
            AbstractObjectAssert<?, ?> real,
            String what,
            List<String> expected,
            Optional<String> found,
            String separator) {
        List<String> there =
                found.map(text -> List.of(text.split(separator, -1))).orElse(List.of());
        SetDifference difference = SetDifference.exactly(expected, there);
        if (!difference.isEmpty()) {
            real.failed(Failure.expected(what).sets(difference));
        }
    }

    private void comment(AbstractObjectAssert<?, ?> watched, Optional<String> expected) {
        if (comments) {
            expected.ifPresentOrElse(watched::hasComment, watched::hasNoComment);
        }
    }

    private static void attempt(AbstractObjectAssert<?, ?> real, Runnable part) {
        try {
            part.run();
        } catch (QueryException e) {
            real.failed(ContractScope.refused("object", e));
        }
    }
}
