package io.schemaproof.assertions.mutation;

import static io.schemaproof.assertions.mutation.MutationKind.ADD_ENUM_LABEL;
import static io.schemaproof.assertions.mutation.MutationKind.CYCLE_SEQUENCE;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_CHECK;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_FUNCTION;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_INDEX;
import static io.schemaproof.assertions.mutation.MutationKind.DROP_VIEW;
import static io.schemaproof.assertions.mutation.MutationKind.MAKE_INDEX_NON_UNIQUE;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Domain;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Sequence;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.catalog.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Lists the mutants of a schema, by kind and then by object. What extensions brought and partitions are left alone. */
final class Mutants {

    private final Catalog catalog;
    private final List<Mutant> found = new ArrayList<>();

    private Mutants(Catalog catalog) {
        this.catalog = catalog;
    }

    static List<Mutant> of(Catalog catalog, Set<MutationKind> kinds) {
        Mutants mutants = new Mutants(catalog);
        mutants.list();
        return mutants.found.stream()
                .filter(mutant -> kinds.contains(mutant.kind()))
                .sorted(Comparator.comparing(Mutant::kind).thenComparing(Mutant::object))
                .toList();
    }

    private void list() {
        catalog.tables().stream()
                .filter(Mutants::isOurs)
                .filter(table -> table.partitionOf().isEmpty())
                .forEach(this::table);
        catalog.views().stream().filter(Mutants::isOurs).forEach(this::view);
        catalog.functions().stream().filter(Mutants::isOurs).forEach(this::function);
        catalog.enumTypes().stream().filter(Mutants::isOurs).forEach(this::enumType);
        catalog.sequences().stream().filter(Mutants::isOurs).forEach(this::sequence);
        for (CatalogObject object : catalog.objects(ObjectKind.DOMAIN)) {
            catalog.domain(object.id().identity()).filter(Mutants::isOurs).ifPresent(this::domain);
        }
        catalog.indexes().stream()
                .filter(index -> index.table().isEmpty() && isOurs(index))
                .forEach(index ->
                        index(index, Advice.of("index", index.identity()).then("isValid")));
    }

    private static boolean isOurs(TypedObject object) {
        return object.extension().isEmpty();
    }

    private void table(Table table) {
        found.addAll(ColumnMutants.of(table));
        found.addAll(ConstraintMutants.of(table));
        found.addAll(RowMutants.of(table));
        Advice of = Advice.of("table", table.identity());
        for (Index index : table.indexes()) {
            if (index.constraint().isEmpty()) {
                String name = Names.quote(index.name());
                index(index, of.then("hasIndexes", name));
                if (index.isUnique()) {
                    add(
                            MAKE_INDEX_NON_UNIQUE,
                            index,
                            "DROP INDEX " + index.identity() + "; "
                                    + index.definition().replaceFirst("^CREATE UNIQUE INDEX", "CREATE INDEX"),
                            of.then("index", name).then("isUnique"));
                }
            }
        }
    }

    private void index(Index index, Advice advice) {
        add(DROP_INDEX, index, "DROP INDEX " + index.identity(), advice);
    }

    private void view(View view) {
        String kind = view.isMaterialized() ? "MATERIALIZED VIEW " : "VIEW ";
        Object[] columns = view.columns().stream()
                .map(column -> Names.quote(column.name()))
                .toArray();
        add(
                DROP_VIEW,
                view,
                "DROP " + kind + view.identity(),
                Advice.of("view", view.identity()).then("hasExactlyColumns", columns));
    }

    private void function(Function function) {
        // An aggregate's arguments may be of two sorts, which its identity does not say.
        if (function.kind() != ObjectKind.AGGREGATE) {
            add(
                    DROP_FUNCTION,
                    function,
                    "DROP " + (function.kind() == ObjectKind.PROCEDURE ? "PROCEDURE " : "FUNCTION ")
                            + function.identity(),
                    Advice.of("function", function.identity()).then("hasLanguage", function.language()));
        }
    }

    private void enumType(EnumType type) {
        add(
                ADD_ENUM_LABEL,
                type,
                "ALTER TYPE " + type.identity() + " ADD VALUE 'schemaproof mutant'",
                Advice.of("enumType", type.identity())
                        .then("hasExactlyLabels", type.labels().toArray()));
    }

    private void sequence(Sequence sequence) {
        if (sequence.ownedBy().isEmpty() && !sequence.isCycling()) {
            add(
                    CYCLE_SEQUENCE,
                    sequence,
                    "ALTER SEQUENCE " + sequence.identity() + " CYCLE",
                    Advice.of("sequence", sequence.identity()).then("isNotCycling"));
        }
    }

    private void domain(Domain domain) {
        domain.constraints().stream()
                .filter(constraint -> constraint.type().equals("check"))
                .forEach(check -> add(
                        DROP_CHECK,
                        check,
                        "ALTER DOMAIN " + domain.identity() + " DROP CONSTRAINT " + Names.quote(check.name()),
                        Advice.of("domain", domain.identity()).then("hasExactlyChecks", Names.quote(check.name()))));
    }

    private void add(MutationKind kind, TypedObject object, String sql, Advice advice) {
        found.add(new Mutant(kind, object.id(), sql, advice));
    }
}
