package io.schemaproof.verify.audit;

import io.schemaproof.base.SqlTokens;
import io.schemaproof.base.WholeWord;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.verify.result.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Temporary tables that a file makes {@code ON COMMIT DROP}, and looks for when their transaction has ended. */
final class LostAtCommit {

    private static final Set<String> AFTER_NAME = Set.of("(", "as", "on");

    private LostAtCommit() {}

    /**
     * The statement before a failed one in its file that has made what it lacks, for the length of a transaction.
     *
     * @param failed a statement of the run
     */
    static Optional<Place> of(FileRun run, StatementOutcome failed, NamedObject missing) {
        Optional<Place> place = Optional.empty();
        for (StatementOutcome outcome : run.outcomes()) {
            if (outcome.equals(failed)) {
                break;
            }
            if (outcome.error().isEmpty()
                    && missing.isRelation()
                    && makes(SqlTokens.of(outcome.statement().sql()), missing.bare())) {
                place = Optional.of(new Place(
                        outcome.statement().file(), outcome.statement().line()));
            }
        }
        return place;
    }

    /** The same where no other file so much as names it, so that it is missing in whatever order they come. */
    static Optional<Place> inEachOrder(List<FileRun> files, FileRun run, StatementOutcome failed) {
        return NamedObject.missing(failed.error().orElseThrow())
                .filter(missing -> files.stream()
                        .noneMatch(other -> !other.equals(run)
                                && WholeWord.in(other.migration().up().text(), missing.bare())))
                .flatMap(missing -> of(run, failed, missing));
    }

    private static boolean makes(List<String> tokens, String table) {
        List<String> words =
                tokens.stream().map(token -> token.toLowerCase(Locale.ROOT)).toList();
        int temporary = Math.max(words.indexOf("temp"), words.indexOf("temporary"));
        return words.indexOf("create") == 0
                && temporary > 0
                && temporary <= 2
                && words.subList(temporary, words.size()).stream()
                        .takeWhile(word -> !AFTER_NAME.contains(word))
                        .anyMatch(word -> WholeWord.in(word, table))
                && String.join(" ", words).contains("on commit drop");
    }
}
