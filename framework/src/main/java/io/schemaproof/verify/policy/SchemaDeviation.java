package io.schemaproof.verify.policy;

import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.diff.Change;
import io.schemaproof.diff.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something of a schema, or of its rows, that came out differently elsewhere.
 *
 * @param object as it is here; where it is only elsewhere, as there
 * @param attribute what is another; {@code name} where the object itself is
 * @param here its value
 * @param elsewhere its value
 */
record SchemaDeviation(ObjectId object, String attribute, Optional<String> here, Optional<String> elsewhere) {

    /** Read changes from here to elsewhere; an object that is missing and a similar one that came are one of another name. */
    static List<SchemaDeviation> of(List<Change> changes) {
        List<SchemaDeviation> found = new ArrayList<>();
        List<Change.Added> added = new ArrayList<>();
        changes.forEach(change -> {
            if (change instanceof Change.Added other) {
                added.add(other);
            }
        });
        for (Change change : changes) {
            if (change instanceof Change.Altered altered) {
                boolean owned = altered.kind() == ChangeKind.OWNER || altered.kind() == ChangeKind.PRIVILEGES;
                if (!owned || !sameButForUser(altered.from(), altered.to())) {
                    found.add(new SchemaDeviation(altered.object(), altered.attribute(), altered.from(), altered.to()));
                }
            } else if (change instanceof Change.Renamed renamed) {
                found.add(named(
                        renamed.object(),
                        Optional.of(renamed.object().identity()),
                        Optional.of(renamed.to().identity())));
            } else if (change instanceof Change.Removed removed) {
                Optional<Change.Added> twin = added.stream()
                        .filter(other ->
                                other.object().kind() == removed.object().kind()
                                        && other.after()
                                                .parent()
                                                .equals(removed.before().parent()))
                        .findFirst();
                twin.ifPresent(added::remove);
                Optional<String> there = twin.map(other -> other.object().identity());
                // What belongs to a user belongs to another one there.
                boolean expected = twin.isPresent()
                        && sameButForUser(Optional.of(removed.object().identity()), there)
                        && removed.object().kind() == ObjectKind.DEFAULT_PRIVILEGES;
                if (!expected) {
                    found.add(
                            named(removed.object(), Optional.of(removed.object().identity()), there));
                }
            }
        }
        added.forEach(other -> found.add(named(
                other.object(), Optional.empty(), Optional.of(other.object().identity()))));
        return found;
    }

    private static SchemaDeviation named(ObjectId object, Optional<String> here, Optional<String> there) {
        return new SchemaDeviation(object, "name", here, there);
    }

    private static boolean sameButForUser(Optional<String> here, Optional<String> there) {
        return here.map(SchemaDeviation::entries)
                .equals(there.map(text -> entries(text.replace(Surroundings.ROLE, "postgres"))));
    }

    /** Privileges are sorted by the names of those who have them. */
    private static List<String> entries(String list) {
        return Stream.of(list.split(", ", -1)).sorted().toList();
    }

    /** What is told by the values themselves: they hold the name of the user or of the database. */
    Optional<Surrounding> evident(String databaseHere, String databaseElsewhere) {
        if (here.equals(elsewhere)) {
            // Masked values tell nothing.
            return Optional.empty();
        }
        if (sameButForUser(here, elsewhere)) {
            return Optional.of(Surrounding.USER);
        }
        boolean ofDatabase = here.equals(elsewhere.map(text -> text.replace(databaseElsewhere, databaseHere)));
        return ofDatabase ? Optional.of(Surrounding.DATABASE_NAME) : Optional.empty();
    }

    /** Whether it is one of rows, see {@link RowDeviations}. */
    boolean isOfRows() {
        return attribute.equals(RowDeviations.COUNT)
                || attribute.equals(RowDeviations.VALUES)
                || attribute.equals(RowDeviations.ROWS);
    }

    /** Object and attribute, to know it again. */
    String key() {
        return object + " " + attribute;
    }
}
