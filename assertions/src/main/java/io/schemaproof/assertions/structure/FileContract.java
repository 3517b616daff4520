package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.FilePlace;
import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.assertions.core.UndecidedError;
import io.schemaproof.catalog.CatalogOrigin;
import io.schemaproof.catalog.Schema;
import io.schemaproof.verify.contract.ContractOutcome;
import io.schemaproof.verify.contract.ContractReport;
import io.schemaproof.verify.contract.ContractVerdict;
import io.schemaproof.verify.result.ToolVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.TestAbortedException;

/**
 * Hold a database against the contract of a YAML file, part by part. The checks are those of {@link SchemaAssert#matches(Path)}.
 *
 * <pre>{@code
 * ContractReport report = FileContract.read(Path.of("schema.yaml")).evaluate(schema, "staging"); // says what is kept
 * assertThat(schema).matches(Path.of("schema.yaml")); // fails for all that is not
 * }</pre>
 *
 * @since 0.1
 */
public final class FileContract {

    private final Path file;
    private final List<SchemaContract> contracts;

    private FileContract(Path file, List<SchemaContract> contracts) {
        this.file = file;
        this.contracts = contracts;
    }

    /**
     * Read a file.
     *
     * @throws io.schemaproof.assertions.contract.ContractException if it is no contract, with line and column
     * @throws java.io.UncheckedIOException if there is no such file
     */
    public static FileContract read(Path file) {
        return new FileContract(file, SchemaContract.readAll(file));
    }

    /** Return what it demands of the structure alone, without rows and queries; empty where it demands nothing of it. */
    public Optional<FileContract> structure() {
        List<SchemaContract> structure = contracts.stream()
                .flatMap(contract -> contract.structure().stream())
                .toList();
        return structure.isEmpty() ? Optional.empty() : Optional.of(new FileContract(file, structure));
    }

    /** Each part, to be checked by itself: the objects there are, each of them, each demand on rows and on queries. */
    public List<ContractCheck> checks(Schema schema) {
        SchemaAssert database = new SchemaAssert(schema);
        return contracts.stream()
                .flatMap(contract -> database.checks(contract).stream())
                .toList();
    }

    /**
     * Check all parts and return what became of each.
     *
     * @param description what the database is, for people
     * @throws io.schemaproof.catalog.CatalogException if the database cannot be read
     */
    public ContractReport evaluate(Schema schema, String description) {
        return evaluate(schema, description, (part, number, all) -> {});
    }

    /**
     * Hear of each part before it is checked.
     *
     * @since 0.1
     */
    @FunctionalInterface
    public interface Watch {

        /**
         * A part is checked now.
         *
         * @param part what it is, such as {@code table public.orders}
         * @param number counted from 1
         * @param all how many there are
         */
        void checking(String part, int number, int all);
    }

    /**
     * Check all parts and return what became of each.
     *
     * @param description what the database is, for people
     * @param watch told of each part before it is checked
     * @throws io.schemaproof.catalog.CatalogException if the database cannot be read
     */
    public ContractReport evaluate(Schema schema, String description, Watch watch) {
        long begin = System.nanoTime();
        List<ContractOutcome> outcomes = OneSession.of(schema, shared -> outcomes(checks(shared), watch));
        return new ContractReport(
                ToolVersion.get(),
                schema.catalog().origin().map(CatalogOrigin::serverVersion).orElse("unknown"),
                description,
                file.toString(),
                outcomes,
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private static List<ContractOutcome> outcomes(List<ContractCheck> checks, Watch watch) {
        List<ContractOutcome> outcomes = new ArrayList<>();
        for (ContractCheck check : checks) {
            watch.checking(check.title(), outcomes.size() + 1, checks.size());
            outcomes.add(outcome(check));
        }
        return outcomes;
    }

    static ContractOutcome outcome(ContractCheck check) {
        FilePlace place = check.place().orElseThrow();
        try {
            check.check().run();
            return outcome(check, place, ContractVerdict.PASSED, "");
        } catch (TestAbortedException e) {
            return outcome(check, place, ContractVerdict.INCONCLUSIVE, "[" + place + "]\n" + e.getMessage());
        } catch (AssertionError e) {
            return outcome(
                    check, place, isUndecided(e) ? ContractVerdict.INCONCLUSIVE : ContractVerdict.VIOLATED, message(e));
        }
    }

    /** Without the places in Java code that AssertJ adds to several failures. */
    private static String message(Throwable failure) {
        return failure instanceof MultipleFailuresError several
                ? several.getFailures().stream().map(FileContract::message).collect(Collectors.joining("\n\n"))
                : String.valueOf(failure.getMessage()).strip();
    }

    /** One that differs decides; several that say nothing still say nothing. */
    private static boolean isUndecided(Throwable failure) {
        return failure instanceof MultipleFailuresError several
                ? several.getFailures().stream().allMatch(FileContract::isUndecided)
                : failure instanceof UndecidedError;
    }

    private static ContractOutcome outcome(
            ContractCheck check, FilePlace place, ContractVerdict verdict, String message) {
        return new ContractOutcome(check.title(), place.file(), place.line(), place.column(), verdict, message);
    }
}
