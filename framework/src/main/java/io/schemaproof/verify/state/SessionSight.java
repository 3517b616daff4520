package io.schemaproof.verify.state;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.migration.SessionRenewal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out from a schema what a session to its database is worth in which nothing is left of earlier scripts. */
final class SessionSight {

    private static final Set<ObjectKind> DECIDING =
            Set.of(ObjectKind.EVENT_TRIGGER, ObjectKind.DATABASE_SETTING, ObjectKind.ROLE_SETTING);

    /** The server's own. */
    private static final String OWN = "plpgsql";

    private SessionSight() {}

    private static boolean isOwn(List<CatalogObject> objects) {
        return objects.stream().allMatch(object -> object.id().identity().equals(OWN));
    }

    /** Empty where a look at the server is needed: there are other roles, settings, extensions or the like. */
    static Optional<SessionRenewal.Worth> of(Catalog catalog) {
        boolean usual = DECIDING.stream().allMatch(kind -> catalog.objects(kind).isEmpty())
                && isOwn(catalog.objects(ObjectKind.EXTENSION))
                && isOwn(catalog.objects(ObjectKind.LANGUAGE));
        List<CatalogObject> roles = catalog.objects(ObjectKind.ROLE);
        boolean open = roles.size() == 1
                && Stream.concat(roles.stream(), catalog.objects(ObjectKind.DATABASE).stream())
                        .noneMatch(
                                object -> object.attribute("connection limit").isPresent()
                                        || object.attribute("allow connections").isPresent()
                                        || object.attribute("login").equals(Optional.of("no")));
        return usual && open ? Optional.of(SessionRenewal.Worth.ALL) : Optional.empty();
    }
}
