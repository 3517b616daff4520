package io.schemaproof.assertions.mutation;

import io.schemaproof.assertions.mutation.MutantResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What became of all mutants of a schema.
 *
 * @param results one for each mutant, skipped ones included
 * @since 0.1
 */
public record MutationReport(List<MutantResult> results) {

    public MutationReport {
        results = List.copyOf(results);
    }

    /** The results with this outcome. */
    public List<MutantResult> of(Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).toList();
    }

    /** The mutants that nobody noticed. */
    public List<Mutant> survivors() {
        return of(Outcome.SURVIVED).stream().map(MutantResult::mutant).toList();
    }

    /** How many mutants were killed, by an assertion or an error. */
    public long killed() {
        return results.stream().filter(result -> result.outcome().isKilled()).count();
    }

    /** How many mutants were killed or survived. */
    public long judged() {
        return killed() + survivors().size();
    }

    /**
     * The share of the judged mutants that were killed, in percent.
     *
     * @throws IllegalStateException if none was judged: nothing can be said then
     */
    public double percentKilled() {
        if (judged() == 0) {
            throw new IllegalStateException("No mutant was judged, so there is no share of them.");
        }
        return 100.0 * killed() / judged();
    }

    /** All in words: the figures, the survivors with what would kill them, and what has no verdict. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(
                judged() == 0
                        ? "no mutant was judged"
                        : String.format(
                                Locale.ROOT, "%d of %d mutants killed (%.1f %%)", killed(), judged(), percentKilled()));
        section(
                lines,
                "survived",
                Outcome.SURVIVED,
                result -> result + "\n      " + result.mutant().sql() + ";\n      would be killed by: "
                        + result.mutant().advice());
        section(lines, "killed by an error, not by an assertion", Outcome.KILLED_BY_ERROR, MutantResult::toString);
        section(lines, "not applied", Outcome.NOT_APPLIED, MutantResult::toString);
        section(lines, "not judged", Outcome.NOT_JUDGED, MutantResult::toString);
        section(lines, "skipped", Outcome.SKIPPED, MutantResult::toString);
        return String.join("\n", lines);
    }

    private void section(List<String> lines, String title, Outcome outcome, Function<MutantResult, String> text) {
        List<MutantResult> part = of(outcome);
        if (!part.isEmpty()) {
            lines.add("  " + title + " (" + part.size() + "):");
            part.forEach(result -> lines.add("    " + text.apply(result)));
        }
    }
}
