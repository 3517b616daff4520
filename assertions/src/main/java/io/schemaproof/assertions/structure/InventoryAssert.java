package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Named;
import org.jspecify.annotations.Nullable;

/**
 * Assert on all objects of a kind, in the database or in one schema.
 *
 * <p>What extensions brought, and partitions among tables, is not counted unless it is named.
 *
 * <pre>{@code
 * assertThat(schema).inventory(ENUMS).containsExactly("order_status"); // passes
 * assertThat(schema).inventory(ENUMS).isEmpty(); // fails, and names what there is
 * }</pre>
 *
 * @since 0.1
 */
public class InventoryAssert extends AbstractSchemaproofAssert<InventoryAssert, Schema> {

    private final Inventory inventory;
    private final @Nullable String namespace;
    private final InventoryNames names;
    private boolean extensionMembers;
    private @Nullable String extension;

    InventoryAssert(Schema actual, Inventory inventory, @Nullable String namespace) {
        super(actual, InventoryAssert.class);
        this.inventory = inventory;
        this.namespace = namespace;
        this.names = new InventoryNames(actual, inventory, namespace);
        this.extensionMembers = inventory == Inventory.LANGUAGES;
    }

    @Override
    protected String where() {
        return namespace == null ? "database" : "schema " + Names.quote(namespace);
    }

    /** Count what extensions brought too. */
    public InventoryAssert withExtensionMembers() {
        extensionMembers = true;
        return this;
    }

    /** Count only what an extension brought. */
    public InventoryAssert ofExtension(String name) {
        extension = Names.column(name);
        return this;
    }

    /** Require these and no other; without a name none at all. */
    public InventoryAssert containsExactly(String... expected) {
        Set<String> wanted = new LinkedHashSet<>();
        Set<String> existing = new LinkedHashSet<>(counted());
        List<String> missing = resolve(wanted, expected);
        wanted.stream().filter(name -> !missing.contains(name)).forEach(existing::add);
        SetDifference difference = SetDifference.exactly(wanted, existing);
        if (!difference.isEmpty()) {
            fail(explained(Failure.expected("exactly these " + inventory.word()), difference, expected));
        }
        return this;
    }

    /** Do the same with jOOQ tables, sequences or schemas. */
    public InventoryAssert containsExactly(Named first, Named... more) {
        return containsExactly(Names.of(first, more));
    }

    /**
     * Require that these are there, with or without others.
     *
     * @throws IllegalArgumentException if none is named
     */
    public InventoryAssert contains(String... expected) {
        demandNames(expected);
        Set<String> wanted = new LinkedHashSet<>();
        List<String> missing = resolve(wanted, expected);
        if (!missing.isEmpty()) {
            Set<String> existing = new LinkedHashSet<>(counted());
            wanted.stream().filter(name -> !missing.contains(name)).forEach(existing::add);
            fail(explained(
                    Failure.expected("these " + inventory.word()), SetDifference.atLeast(wanted, existing), expected));
        }
        return this;
    }

    /** Do the same with jOOQ tables, sequences or schemas. */
    public InventoryAssert contains(Named first, Named... more) {
        return contains(Names.of(first, more));
    }

    /**
     * Require that none of these is there. A name in a schema, or of a constraint of a table, that does not exist fails, because nothing was looked at.
     *
     * @throws IllegalArgumentException if none is named
     */
    public InventoryAssert doesNotContain(String... unwanted) {
        demandNames(unwanted);
        for (String name : unwanted) {
            names.unknownPlace(name).ifPresent(unknown -> {
                throw missing(unknown);
            });
            List<String> found = identities(names.of(name));
            if (!found.isEmpty()) {
                fail(Failure.expected("no " + singular() + " " + name)
                        .butWas("no such " + singular(), String.join(" exists, ", found) + " exists"));
            }
        }
        return this;
    }

    /** Do the same with jOOQ tables, sequences or schemas. */
    public InventoryAssert doesNotContain(Named first, Named... more) {
        return doesNotContain(Names.of(first, more));
    }

    /** Require that there is none. */
    public InventoryAssert isEmpty() {
        return containsExactly();
    }

    /** Require a number of them. */
    public InventoryAssert hasSize(int expected) {
        List<String> found = counted();
        if (found.size() != expected) {
            fail(Failure.expected(expected + " " + inventory.word())
                    .butWas(expected, found.size())
                    .line(there(found)));
        }
        return this;
    }

    /**
     * Require a number of them or more. What a document calls "60 and more" is said with it.
     *
     * @throws IllegalArgumentException if the number is below 1, so that nothing is demanded
     */
    public InventoryAssert hasAtLeast(int expected) {
        if (expected < 1) {
            throw new IllegalArgumentException("At least " + expected + " " + inventory.word() + " demand nothing.");
        }
        List<String> found = counted();
        if (found.size() < expected) {
            fail(Failure.expected("at least " + expected + " " + inventory.word())
                    .butWas(expected + " or more", found.size())
                    .line(there(found)));
        }
        return this;
    }

    private static String there(List<String> found) {
        return found.isEmpty() ? "" : "There are: " + String.join(", ", found);
    }

    private List<String> counted() {
        return identities(names.all().stream()
                .filter(object -> inventory.counts(object, actual.catalog()))
                .filter(object -> extension != null
                        ? object.extension().filter(extension::equals).isPresent()
                        : extensionMembers || object.extension().isEmpty())
                .toList());
    }

    /** Add the full names to a set and return those that stand for nothing. */
    private List<String> resolve(Set<String> wanted, String... expected) {
        List<String> missing = new ArrayList<>();
        for (String name : expected) {
            List<String> found = identities(names.of(name));
            if (found.isEmpty()) {
                missing.add(names.written(name));
                wanted.add(names.written(name));
            }
            wanted.addAll(found);
        }
        return missing;
    }

    private Failure explained(Failure failure, SetDifference difference, String... expected) {
        failure.sets(difference);
        Arrays.stream(expected)
                .filter(name -> names.of(name).isEmpty())
                .map(name -> names.otherKind(name).or(() -> names.elsewhere(name)))
                .flatMap(Optional::stream)
                .forEach(failure::line);
        return failure;
    }

    private static List<String> identities(List<CatalogObject> objects) {
        return objects.stream().map(object -> object.id().identity()).toList();
    }

    private void demandNames(String... expected) {
        if (expected.length == 0) {
            throw new IllegalArgumentException("Name at least one of the " + inventory.word() + ".");
        }
    }

    private String singular() {
        String word = inventory.word();
        return switch (inventory) {
            case INDEXES -> "index";
            case OPERATOR_CLASSES -> "operator class";
            case STATISTICS -> "statistics";
            default -> word.substring(0, word.length() - 1);
        };
    }
}
