package io.schemaproof.assertions.mutation;

import io.schemaproof.assertions.mutation.MutantResult.Outcome;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.TestDatabase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.opentest4j.TestAbortedException;

/**
 * Weaken copies of a database in one place each, and run assertions against every copy: a mutant that no assertion notices
 * survives. The database itself is not touched.
 *
 * <pre>{@code
 * MutationReport report = SchemaMutations.of(database).run(schema ->
 *     assertThat(schema).table("orders").hasPrimaryKey("id"));
 * assertThat(report.survivors()).isEmpty();
 * }</pre>
 *
 * @since 0.1
 */
public final class SchemaMutations {

    /** How many mutants are tried unless it is said otherwise. */
    static final int MAXIMUM = 500;

    private final Supplier<TestDatabase> clones;
    private Set<MutationKind> kinds = EnumSet.allOf(MutationKind.class);
    private int maximum = MAXIMUM;

    private SchemaMutations(Supplier<TestDatabase> clones) {
        this.clones = clones;
    }

    /** Mutate copies of a database, to which nobody may be connected meanwhile. */
    public static SchemaMutations of(TestDatabase database) {
        return new SchemaMutations(database::copy);
    }

    /** Mutate clones of a template. */
    public static SchemaMutations of(DatabaseTemplate template) {
        return new SchemaMutations(template::newDatabase);
    }

    /** Only these kinds of mutants. */
    public SchemaMutations kinds(MutationKind first, MutationKind... others) {
        kinds = EnumSet.of(first, others);
        return this;
    }

    /** At most so many mutants; the others are reported as skipped. Default: {@value #MAXIMUM}. */
    public SchemaMutations maximum(int mutants) {
        maximum = mutants;
        return this;
    }

    /**
     * Run assertions against every mutant. They must ask the schema that they are given, and no other.
     *
     * @throws TestAbortedException if they fail without a mutation, because then their failing says nothing
     * @throws DatabaseException if the database cannot be copied
     */
    public MutationReport run(Consumer<Schema> assertions) {
        try (TestDatabase unmutated = clones.get()) {
            assertions.accept(Schema.of(unmutated.dataSource()));
        } catch (AssertionError | RuntimeException e) {
            if (e instanceof DatabaseException failure) {
                throw failure;
            }
            throw new TestAbortedException("The assertions fail without a mutation: " + e.getMessage(), e);
        }
        return examine((mutant, clone, application) -> verdict(mutant, assertions, clone));
    }

    private static MutantResult verdict(Mutant mutant, Consumer<Schema> assertions, TestDatabase clone) {
        try {
            assertions.accept(Schema.of(clone.dataSource()));
            return new MutantResult(mutant, Outcome.SURVIVED, "");
        } catch (AssertionError e) {
            return new MutantResult(mutant, Outcome.KILLED, NestedRun.firstLine(e));
        } catch (TestAbortedException | DatabaseException e) {
            return new MutantResult(mutant, Outcome.NOT_JUDGED, NestedRun.firstLine(e));
        } catch (RuntimeException e) {
            return new MutantResult(mutant, Outcome.KILLED_BY_ERROR, NestedRun.firstLine(e));
        }
    }

    /** Give the verdict on a mutant that was applied to a clone. */
    interface Examiner {
        MutantResult examine(Mutant mutant, TestDatabase clone, MutantApplication application);
    }

    MutationReport examine(Examiner examiner) {
        Catalog original;
        try (TestDatabase clone = clones.get()) {
            original = Schema.of(clone.dataSource()).catalog();
        }
        List<MutantResult> results = new ArrayList<>();
        int tried = 0;
        for (Mutant mutant : Mutants.of(original, kinds)) {
            if (tried == maximum) {
                results.add(new MutantResult(mutant, Outcome.SKIPPED, ""));
                continue;
            }
            tried++;
            try (TestDatabase clone = clones.get()) {
                MutantApplication application = MutantApplication.of(mutant, clone, original);
                results.add(
                        application.applied()
                                ? withNote(examiner.examine(mutant, clone, application), mutant, application)
                                : new MutantResult(mutant, Outcome.NOT_APPLIED, application.note()));
            }
        }
        return new MutationReport(results);
    }

    private static MutantResult withNote(MutantResult result, Mutant mutant, MutantApplication application) {
        if (application.sql().equals(mutant.sql())) {
            return result;
        }
        String detail = result.detail().isEmpty() ? application.note() : application.note() + "; " + result.detail();
        return new MutantResult(mutant, result.outcome(), detail);
    }
}
