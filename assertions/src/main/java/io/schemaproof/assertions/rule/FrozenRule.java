package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.opentest4j.AssertionFailedError;

/**
 * A rule whose present violations are known and kept in a text file; only new ones fail.
 *
 * <p>A violation is known by the rule's id and its object. What is mended is taken out of the file when the rule is
 * {@linkplain #check checked}, so that it cannot come back. The file is made only when somebody asks for it, with {@link
 * #creatingStore()} or {@value ConfigurationParameters#FREEZE_CREATE}.
 *
 * @since 0.1
 */
public final class FrozenRule implements Rule {

    /** Where the files are unless {@link #in} says otherwise, relative to the working directory. */
    public static final Path FOLDER = Path.of("src", "test", "resources", "schemaproof-frozen");

    private final Rule rule;
    private final Path folder;
    private final boolean create;

    private FrozenRule(Rule rule, Path folder, boolean create) {
        this.rule = rule;
        this.folder = folder;
        this.create = create;
    }

    static FrozenRule of(Rule rule) {
        return new FrozenRule(rule, FOLDER, Configuration.ofSystem().isOn(ConfigurationParameters.FREEZE_CREATE));
    }

    /** Keep the file in a folder of one's own. */
    public FrozenRule in(Path storeFolder) {
        return new FrozenRule(rule, storeFolder, create);
    }

    /** Make the file where there is none; what violates the rule now is known then. */
    public FrozenRule creatingStore() {
        return new FrozenRule(rule, folder, true);
    }

    @Override
    public String id() {
        return rule.id();
    }

    @Override
    public String sentence() {
        return rule.sentence();
    }

    /** Judge a database and return the violations that are not known; no file is written. */
    @Override
    public RuleResult evaluate(Schema schema) {
        return unknown(rule.evaluate(schema), store().read());
    }

    /**
     * Require that a database has no violation that is not known, and take out of the file what is mended. Where the rule judged
     * nothing, the file stays as it is.
     *
     * @throws AssertionError with the new violations, where the rule judged nothing, or where there is no file
     */
    @Override
    public void check(Schema schema) {
        RuleResult result = rule.evaluate(schema);
        ViolationStore store = store();
        Optional<NavigableSet<String>> known = store.read();
        RuleResult unknown = unknown(result, known);
        if (result.vacuous().isEmpty()) {
            NavigableSet<String> now = new TreeSet<>(names(result.violations()));
            known.ifPresent(now::retainAll);
            // A rule that may judge nothing does so on the wrong database, too: nothing is mended there.
            boolean mended =
                    result.judged() > 0 && known.filter(all -> !now.equals(all)).isPresent();
            if (known.isPresent() ? mended : create) {
                store.write(now);
            }
        }
        unknown.failure().ifPresent(text -> {
            throw new AssertionFailedError(
                    known.isEmpty() && !create ? text + "\n" + wayOut(store) : advice(text, store));
        });
        if (known.isEmpty() && !create) {
            throw new AssertionFailedError("Rule '" + sentence() + "' is frozen and keeps nothing: " + wayOut(store));
        }
    }

    private ViolationStore store() {
        return new ViolationStore(folder, rule);
    }

    private static String wayOut(ViolationStore store) {
        return "There is no " + store.file() + ". Run once with " + ConfigurationParameters.FREEZE_CREATE
                + "=true to keep what violates the rule today, and commit the file; or check the rule without freeze.";
    }

    private static String advice(String text, ViolationStore store) {
        return text + "\nKnown violations are kept in " + store.file() + ".";
    }

    private RuleResult unknown(RuleResult result, Optional<NavigableSet<String>> known) {
        if (known.isEmpty() && create) {
            return new RuleResult(result.ruleId(), result.sentence(), result.judged(), List.of(), result.vacuous());
        }
        List<Violation> rest = result.violations().stream()
                .filter(violation -> known.isEmpty()
                        || !known.get().contains(violation.object().toString()))
                .toList();
        return new RuleResult(result.ruleId(), result.sentence(), result.judged(), rest, result.vacuous());
    }

    private static List<String> names(List<Violation> violations) {
        return violations.stream()
                .map(violation -> violation.object().toString())
                .toList();
    }
}
