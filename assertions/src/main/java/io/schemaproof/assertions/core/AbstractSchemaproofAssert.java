package io.schemaproof.assertions.core;

import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.Schema;
import io.schemaproof.verify.result.AssertedEvidence;
import io.schemaproof.verify.result.AssertedEvidence.Outcome;
import io.schemaproof.verify.result.AssertionListeners;
import io.schemaproof.verify.result.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all assertions of this package share: where they are, why they are demanded, and how several failures of one
 * object come together.
 *
 * <p>Description, representation, overriding message and reason are handed on along a chain and into nested blocks.
 *
 * <pre>{@code
 * assertThat(schema).table("orders").because("each order is paid by one").hasColumns("customer_id"); // passes
 * assertThat(schema).table("orders").because("each order is paid by one").hasColumns("payer_id"); // fails, and says why
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @param <A> the type of what is asserted on
 * @since 0.1
 */
public abstract class AbstractSchemaproofAssert<S extends AbstractSchemaproofAssert<S, A>, A>
        extends AbstractAssert<S, A> {

    private static final Logger LOG = LoggerFactory.getLogger(AbstractSchemaproofAssert.class);

    private String reason = "";

    /** Where a file demands what is checked; empty where none does. */
    private String place = "";

    private @Nullable Consumer<? super String> warnings;
    private @Nullable List<AssertionError> gathered;
    private @Nullable String databaseLine;

    /** From where the chain came here. */
    private @Nullable AbstractSchemaproofAssert<?, ?> above;

    /** Who watches this object, as one of a nested block must be watched too. */
    private @Nullable AssertWatch watch;

    /** What stands behind a proxy; null in any other object. */
    private @Nullable AbstractSchemaproofAssert<?, ?> behind;

    protected AbstractSchemaproofAssert(A actual, Class<?> selfType) {
        super(actual, selfType);
        info.useRepresentation(new OwnRepresentation(this, info.representation()));
    }

    /** The object as messages name it: {@code table public.orders}. */
    protected abstract String where();

    /**
     * The database that the last line of a message names: what is asserted on if that is one, and otherwise that of the
     * assertion from which the chain came. It is asked for after a failure only.
     */
    protected Optional<Schema> database() {
        return actual instanceof Schema schema ? Optional.of(schema) : Optional.empty();
    }

    /** Give the reason that the messages of the following assertions show. */
    public S because(String why) {
        reason = why;
        return myself;
    }

    /**
     * Fail always: an assertion object is never null, whether its object exists or not.
     *
     * @deprecated a missing object already fails where it is looked up; for a column say {@code isNotNullable()}
     */
    @Deprecated(since = "0.1")
    @Override
    public S isNotNull() {
        fail(Failure.expected("nothing: isNotNull() says nothing about " + where())
                .line("Looking an object up already fails when it does not exist.")
                .line("For a column, did you mean isNotNullable() (the schema) or hasNoNulls() (the rows)?"));
        return myself;
    }

    /**
     * Fail always: an assertion object is never null, whether its object exists or not.
     *
     * @deprecated ask for the absence of an object with {@code hasNoTable} and the like
     */
    @Deprecated(since = "0.1")
    @Override
    public void isNull() {
        fail(Failure.expected("nothing: isNull() says nothing about " + where())
                .line("Ask for absence with hasNoTable(..), hasNoColumn(..), hasNoIndex(..)."));
    }

    /** Overridden only so that a proxy of this package may call what AssertJ's final methods lead to. */
    @Override
    protected S satisfiesForProxy(Consumer<? super A>[] requirements) {
        return super.satisfiesForProxy(requirements);
    }

    /** Overridden only so that a proxy of this package may call what AssertJ's final methods lead to. */
    @Override
    protected S satisfiesAnyOfForProxy(Consumer<? super A>[] requirements) {
        return super.satisfiesAnyOfForProxy(requirements);
    }

    /**
     * Let the checks that follow warn where they would fail: what they find is logged as a warning and handed over, and the
     * chain goes on. What is looked up and does not exist fails as ever.
     *
     * @param result who keeps the warning beside the test's result: {@code reporter::publishEntry} with JUnit's TestReporter
     */
    public S warningTo(Consumer<? super String> result) {
        warnings = result;
        return myself;
    }

    /** Throw, or inside a nested block keep the failure until its end, or warn where no more was asked for. */
    protected final void fail(Failure failure) {
        AssertionError error = OwnFrames.hiddenFrom(spoken(failure));
        beforeReport(failure);
        if (!failure.seen().isEmpty()) {
            Outcome outcome =
                    warnings != null ? Outcome.WARNED : failure.isUndecided() ? Outcome.UNDECIDED : Outcome.FAILED;
            tell(outcome, String.valueOf(error.getMessage()), failure.seen());
        }
        if (warnings != null) {
            String message = String.valueOf(error.getMessage());
            LOG.warn("A check that only warns has failed: {}", message);
            warnings.accept(message);
            return;
        }
        if (gathered == null) {
            throw error;
        }
        gathered.add(error);
    }

    /** Add to a failure what only reports want to know. */
    protected void beforeReport(Failure failure) {}

    /** Tell reports what a check saw that did not fail. */
    protected final void tell(Outcome outcome, String message, List<Supplier<Evidence>> seen) {
        AssertionListeners.tell(() -> new AssertedEvidence(
                where(), outcome, message, seen.stream().map(Supplier::get).toList()));
    }

    /** Throw at once even inside a nested block, because nothing that follows would make sense. */
    protected final AssertionError missing(Failure failure) {
        AssertionFailedError error = spoken(failure);
        return OwnFrames.hiddenFrom(
                error.isExpectedDefined()
                        ? new MissingObjectError(
                                error.getMessage(),
                                error.getExpected().getValue(),
                                error.getActual().getValue())
                        : new MissingObjectError(error.getMessage()));
    }

    private String location() {
        return Stream.of(info.hasDescription() ? info.descriptionText() : "", place, where())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    /** What was thrown by somebody who knows of no file names the place too. */
    private AssertionError placed(AssertionError error) {
        String message = String.valueOf(error.getMessage());
        if (place.isEmpty()
                || message.contains(place)
                || !message.startsWith("[")
                || !(error instanceof AssertionFailedError failed)) {
            return error;
        }
        AssertionFailedError same = MissingObjectError.like(failed, "[" + place + " · " + message.substring(1));
        same.setStackTrace(error.getStackTrace());
        return same;
    }

    /** Check something that stands in a file: failures name the place in front of the object. */
    protected final void demandedAt(String placeInFile, Runnable checks) {
        AbstractSchemaproofAssert<?, ?> base = real();
        String before = base.place;
        base.place = placeInFile;
        try {
            checks.run();
        } finally {
            base.place = before;
        }
    }

    /** A message of the user's own replaces ours, as in AssertJ; expected and actual stay. */
    private AssertionFailedError spoken(Failure failure) {
        if (!place.isEmpty()) {
            failure.inFile();
        }
        String overriding = overriding();
        if (overriding == null) {
            return failure.line(databaseLine()).error(location(), reason);
        }
        AssertionFailedError error = failure.error(location(), reason);
        String message = info.hasDescription() ? "[" + info.descriptionText() + "] " + overriding : overriding;
        return error.isExpectedDefined()
                ? new AssertionFailedError(
                        message,
                        error.getExpected().getValue(),
                        error.getActual().getValue())
                : new AssertionFailedError(message);
    }

    /** What all failures of a chain say in the end; asked for once. */
    private String databaseLine() {
        String known = databaseLine;
        if (known == null) {
            String first = above == null ? "" : above.databaseLine();
            known = first.isEmpty() ? database().map(DatabaseLine::of).orElse("") : first;
            databaseLine = known;
        }
        return known;
    }

    /** Asked for only when something fails, because it may be a supplier's. */
    private @Nullable String overriding() {
        String own = info.overridingErrorMessage();
        return own != null || above == null ? own : above.overriding();
    }

    /** Run a nested block to its end and then raise all its failures together. */
    protected final <N extends AbstractSchemaproofAssert<N, ?>> S nested(N inner, Consumer<? super N> block) {
        List<AssertionError> failures = new ArrayList<>();
        @Nullable TestAbortedException aborted = null;
        AbstractSchemaproofAssert<?, ?> base = inner.real();
        inherit(base);
        base.gathered = failures;
        try {
            block.accept(watch == null ? inner : AssertProxies.watch(inner, watch));
        } catch (AssertionError e) {
            failures.add(placed(e));
        } catch (TestAbortedException e) {
            // What nobody can tell must not hide what has failed before.
            aborted = e;
        } finally {
            base.gathered = null;
        }
        if (gathered != null) {
            gathered.addAll(failures);
        } else if (failures.size() == 1) {
            throw failures.get(0);
        } else if (!failures.isEmpty()) {
            throw OwnFrames.hiddenFrom(BlockFailures.of("[" + base.where() + "]", failures, base.databaseLine()));
        }
        if (aborted != null) {
            throw aborted;
        }
        return myself;
    }

    /** Hand reason, description and pending failures on to an assertion that the chain continues with. */
    protected final <N extends AbstractSchemaproofAssert<N, ?>> N continued(N next) {
        AbstractSchemaproofAssert<?, ?> base = next.real();
        inherit(base);
        base.gathered = gathered;
        if (info.hasDescription()) {
            base.info.description(info.description());
        }
        return next;
    }

    /** Tell who counts what assertions cover that this check was about further objects, those of a set for instance. */
    protected final void covers(Iterable<ObjectId> objects) {
        if (watch != null) {
            watch.covered(objects);
        }
    }

    private void inherit(AbstractSchemaproofAssert<?, ?> next) {
        next.reason = reason;
        next.place = place;
        next.warnings = warnings;
        if (info.hasDescription()) {
            next.info.description(info.description());
        }
        next.above = this;
        if (!(info.representation() instanceof OwnRepresentation)) {
            next.info.useRepresentation(info.representation());
        }
    }

    /** This object, or what stands behind it. */
    final AbstractSchemaproofAssert<?, ?> real() {
        return behind == null ? this : behind.real();
    }

    final void standsBefore(AbstractSchemaproofAssert<?, ?> assertion) {
        behind = assertion;
    }

    final void watchedBy(AssertWatch watcher) {
        watch = watcher;
    }
}
