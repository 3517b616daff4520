package io.schemaproof.assertions.rule;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.TypedObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A rule about all objects of a kind. Immutable: each method returns another rule.
 *
 * <p>It fails where it judged no object at all, because a rule about nothing is always kept; {@link #allowEmptyShould}
 * says otherwise.
 *
 * @param <T> the kind of objects
 * @since 0.1
 */
public final class ObjectRule<T extends TypedObject> implements Rule {

    private final Selection<T> selection;
    private final ObjectCondition<T> condition;
    private final Settings settings;

    ObjectRule(Selection<T> selection, ObjectCondition<T> condition) {
        this(selection, condition, new Settings(null, "", false, false, List.of(), Set.of()));
    }

    private ObjectRule(Selection<T> selection, ObjectCondition<T> condition, Settings settings) {
        this.selection = selection;
        this.condition = condition;
        this.settings = settings;
    }

    /** Give the reason, which is part of the sentence. */
    public ObjectRule<T> because(String reason) {
        return new ObjectRule<>(selection, condition, settings.because(reason));
    }

    /** Give a name that stays when the sentence is worded otherwise; without one it is made of the sentence. */
    public ObjectRule<T> as(String id) {
        if (!id.matches("[a-z0-9]+([.-][a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "Not a rule's id: " + id + ". Write lower case letters, digits, dots and hyphens.");
        }
        return new ObjectRule<>(selection, condition, settings.as(id));
    }

    /** Say whether the rule passes when there is nothing to judge. */
    public ObjectRule<T> allowEmptyShould(boolean allowed) {
        return new ObjectRule<>(selection, condition, settings.allowEmpty(allowed));
    }

    /** Judge only what lies in these schemas. */
    public ObjectRule<T> onlyIn(String... schemas) {
        return new ObjectRule<>(
                selection,
                condition,
                settings.onlyIn(Arrays.stream(schemas).map(Names::column).toList()));
    }

    /** Do the same with jOOQ schemas. */
    public ObjectRule<T> onlyIn(org.jooq.Schema first, org.jooq.Schema... more) {
        return onlyIn(Names.unqualified(first, more));
    }

    /**
     * Leave out some objects for good, with what is part of them: a table with its columns, constraints and indexes.
     *
     * @param identities full names as messages show them: {@code public.orders}, {@code public.orders.customer_id}
     */
    public ObjectRule<T> ignoring(String... identities) {
        return new ObjectRule<>(selection, condition, settings.ignoring(Set.of(identities)));
    }

    /** Judge what extensions brought too. */
    public ObjectRule<T> includingExtensions() {
        return new ObjectRule<>(selection, condition, settings.withExtensions());
    }

    @Override
    public String id() {
        String id = settings.id;
        if (id != null) {
            return id;
        }
        String words =
                demand().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        // Two sentences that differ in signs alone, as regular expressions do, must not share what is frozen.
        return demand().matches("[A-Za-z0-9 ]+") ? words : words + '-' + Integer.toHexString(demand().hashCode());
    }

    @Override
    public String sentence() {
        return settings.reason.isEmpty() ? demand() : demand() + ", because " + settings.reason;
    }

    private String demand() {
        return selection.words() + " should " + condition.description();
    }

    /** {@inheritDoc} */
    @Override
    public RuleResult evaluate(Schema schema) {
        List<T> all = selection.source().in(schema.catalog(), settings.extensions);
        Predicate<T> chosen = selection
                .predicate()
                .map(predicate -> predicate.in().apply(schema))
                .orElse(object -> true);
        List<T> judged = all.stream()
                .filter(object -> settings.covers(object, schema.catalog()))
                .filter(chosen)
                .toList();
        Function<T, List<Violation>> judge = condition.in().apply(schema);
        List<Violation> violations = new ArrayList<>();
        judged.forEach(object -> violations.addAll(judge.apply(object)));
        Optional<String> vacuous =
                judged.isEmpty() && !settings.allowEmpty ? Optional.of(nothing(all.size())) : Optional.empty();
        return new RuleResult(id(), sentence(), judged.size(), violations, vacuous);
    }

    private String nothing(int there) {
        return "none of the " + there + " " + selection.source().plural()
                + " there are was chosen. Mend the choice, or say allowEmptyShould(true) if there need not be any.";
    }

    @Override
    public String toString() {
        return sentence();
    }

    private record Settings(
            @Nullable String id,
            String reason,
            boolean allowEmpty,
            boolean extensions,
            List<String> schemas,
            Set<String> ignored) {

        Settings because(String why) {
            return new Settings(id, why, allowEmpty, extensions, schemas, ignored);
        }

        Settings as(String name) {
            return new Settings(name, reason, allowEmpty, extensions, schemas, ignored);
        }

        Settings allowEmpty(boolean allowed) {
            return new Settings(id, reason, allowed, extensions, schemas, ignored);
        }

        Settings onlyIn(List<String> names) {
            return new Settings(id, reason, allowEmpty, extensions, names, ignored);
        }

        Settings ignoring(Set<String> identities) {
            return new Settings(id, reason, allowEmpty, extensions, schemas, identities);
        }

        Settings withExtensions() {
            return new Settings(id, reason, allowEmpty, true, schemas, ignored);
        }

        boolean covers(TypedObject object, Catalog catalog) {
            return (schemas.isEmpty() || schemas.contains(object.schema())) && !isIgnored(object.object(), catalog);
        }

        private boolean isIgnored(CatalogObject object, Catalog catalog) {
            return !ignored.isEmpty()
                    && (ignored.contains(object.id().identity())
                            || object.parent()
                                    .flatMap(catalog::find)
                                    .filter(parent -> isIgnored(parent, catalog))
                                    .isPresent());
        }
    }
}
