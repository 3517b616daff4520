package io.schemaproof.trace;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of a relation.
 *
 * @param temporary whether no other session can see it
 * @param file number of its file; 0 where it has none
 * @param bytes size of its file; -1 where it was not looked at
 * @param owner OID of the table of an index or a TOAST table; 0 where there is none
 */
record RelationFacts(
        String schema, String name, RelationKind kind, boolean temporary, long file, long bytes, long owner) {

    private static final String TOAST = "pg_toast_";

    static Optional<RelationFacts> of(List<@Nullable String> row) {
        String schema = row.get(0);
        String name = row.get(1);
        String kind = row.get(2);
        if (schema == null || name == null || kind == null) {
            return Optional.empty();
        }
        long index = number(row.get(6), 0);
        return Optional.of(new RelationFacts(
                schema,
                name,
                RelationKind.of(kind),
                "t".equals(row.get(3)),
                number(row.get(4), 0),
                number(row.get(5), -1),
                index == 0 ? toastOwner(name, kind) : index));
    }

    RelationFacts withBytes(long newBytes) {
        return new RelationFacts(schema, name, kind, temporary, file, newBytes, owner);
    }

    String qualifiedName() {
        return schema + "." + name;
    }

    boolean isSameObjectAs(RelationFacts other) {
        return file == other.file && schema.equals(other.schema) && name.equals(other.name) && owner == other.owner;
    }

    /** The server names a TOAST table after its table; the way back through pg_class would be a pass over it. */
    private static long toastOwner(String name, String kind) {
        String digits = name.startsWith(TOAST) ? name.substring(TOAST.length()) : "";
        return kind.equals("t") && digits.matches("\\d+") ? Long.parseLong(digits) : 0;
    }

    private static long number(@Nullable String value, long otherwise) {
        return value == null ? otherwise : Long.parseLong(value);
    }
}
