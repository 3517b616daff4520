package io.schemaproof.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Comments, security labels, extensions and initial privileges, kept until the objects they belong to are read. */
final class ObjectNotes {

    private final Map<ObjectAddress, String> extensions = new HashMap<>();
    private final Map<ObjectAddress, String> dependsOn = new HashMap<>();
    private final Map<ObjectAddress, String> comments = new HashMap<>();
    private final Map<ObjectAddress, SortedMap<String, String>> labels = new HashMap<>();
    private final Map<ObjectAddress, String> privileges = new HashMap<>();
    private final Set<ObjectAddress> used = new HashSet<>();

    /** Take in the rows of one of the queries in {@link CatalogQueries#NOTES}. */
    void read(String query, ResultSet rows) throws SQLException {
        while (rows.next()) {
            switch (query) {
                case "extension-members" -> {
                    ObjectAddress address = new ObjectAddress(rows.getString(1), rows.getLong(2), 0);
                    boolean member = rows.getString(4).equals("e");
                    (member ? extensions : dependsOn).merge(address, rows.getString(3), (a, b) -> a + ", " + b);
                }
                case "comments" -> comments.put(address(rows), rows.getString(4));
                case "security-labels" ->
                    labels.computeIfAbsent(address(rows), key -> new TreeMap<>())
                            .put(rows.getString(4), rows.getString(5));
                default -> privileges.put(address(rows), rows.getString(4));
            }
        }
    }

    private static ObjectAddress address(ResultSet rows) throws SQLException {
        return new ObjectAddress(rows.getString(1), rows.getLong(2), rows.getInt(3));
    }

    /** Add what is known of an object to its attributes. */
    void attach(ObjectAddress address, SortedMap<String, String> attributes) {
        String comment = comments.get(address);
        if (comment != null) {
            attributes.put("comment", comment);
            used.add(address);
        }
        SortedMap<String, String> labelled = labels.get(address);
        if (labelled != null) {
            labelled.forEach((provider, label) -> attributes.put("security label " + provider, label));
        }
        String extension = dependsOn.get(address);
        if (extension != null) {
            attributes.put("depends on extension", extension);
        }
    }

    boolean hasExtensionMembers() {
        return !extensions.isEmpty();
    }

    /** The extension that an object, or for a column its table, is a member of. */
    @Nullable
    String extension(ObjectAddress address) {
        return extensions.get(new ObjectAddress(address.catalog(), address.oid(), 0));
    }

    /** The privileges that an extension's script gave to an object. */
    @Nullable
    String initialPrivileges(ObjectAddress address) {
        return privileges.get(address);
    }

    /** Comments on objects that no query returned. */
    Map<ObjectAddress, String> unattachedComments() {
        Map<ObjectAddress, String> rest = new HashMap<>(comments);
        rest.keySet().removeAll(used);
        return rest;
    }
}
