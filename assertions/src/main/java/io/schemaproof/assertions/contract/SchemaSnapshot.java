package io.schemaproof.assertions.contract;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is kept of a schema to compare later ones with.
 *
 * @param postgres major version of the server
 * @param catalog every object
 * @since 0.1
 */
public record SchemaSnapshot(int postgres, Catalog catalog) {

    private static final Pattern DIGEST = Pattern.compile("digest [0-9a-f]{16}");

    /**
     * Take what belongs to the schema: neither what extensions brought nor what all databases of the cluster share. Of
     * passwords and connection strings not even the digest is kept, because a file is read by more people than a server.
     */
    public static SchemaSnapshot of(int postgres, Catalog catalog) {
        SortedMap<ObjectId, CatalogObject> objects = new TreeMap<>();
        catalog.withoutExtensionMembers().withoutClusterWide().objects().forEach((id, object) -> {
            SortedMap<String, String> attributes = new TreeMap<>(object.attributes());
            switch (id.kind()) {
                case USER_MAPPING -> attributes.computeIfPresent("options", (name, value) -> withoutDigests(value));
                case SUBSCRIPTION -> attributes.computeIfPresent("connection", (name, value) -> withoutDigests(value));
                default -> {}
            }
            objects.put(id, new CatalogObject(id, object.parent(), attributes, object.extension()));
        });
        return new SchemaSnapshot(postgres, new Catalog(objects, catalog.searchPath()));
    }

    private static String withoutDigests(String value) {
        return DIGEST.matcher(value).replaceAll("not kept");
    }
}
