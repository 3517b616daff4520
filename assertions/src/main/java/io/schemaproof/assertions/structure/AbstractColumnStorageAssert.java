package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Schema;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a column's values do not show: collation, storage, place, comment, privileges.
 *
 * <pre>{@code
 * assertThat(schema).table("orders").column("number").hasCollation("\"C\"").hasPosition(3); // passes
 * assertThat(schema).table("orders").column("number").hasComment(); // fails: nobody wrote one
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @since 0.1
 */
public abstract class AbstractColumnStorageAssert<S extends AbstractColumnStorageAssert<S>>
        extends AbstractSchemaproofAssert<S, Column> {

    final Schema schema;
    final String table;

    AbstractColumnStorageAssert(Schema schema, Column actual, String table, Class<?> selfType) {
        super(actual, selfType);
        this.schema = schema;
        this.table = table;
    }

    @Override
    protected String where() {
        return "column " + actual.identity();
    }

    /** Write {@code ALTER TABLE … ALTER COLUMN … action;}. */
    final String alter(String action) {
        return "ALTER TABLE " + table + " ALTER COLUMN " + Names.quote(actual.name()) + " " + action + ";";
    }

    /** Require a collation; {@code "default"} is the database's own. */
    public S hasCollation(String collation) {
        String expected = String.valueOf(sql().value("SELECT CAST(? AS regcollation)::text", collation));
        String found = actual.collation()
                .map(name -> String.valueOf(sql().value("SELECT CAST(? AS regcollation)::text", name)))
                .orElseGet(() -> String.valueOf(sql().value(
                                "SELECT CASE WHEN typcollation = 0 THEN 'none: the type has no collation'"
                                        + " ELSE typcollation::regcollation::text END"
                                        + " FROM pg_catalog.pg_type WHERE oid = pg_catalog.to_regtype(?)",
                                actual.type())));
        if (!expected.equals(found)) {
            fail(Failure.expected("the collation to be " + expected)
                    .butWas(expected, found)
                    .suggest(alter("TYPE " + actual.type() + " COLLATE " + expected)));
        }
        return myself;
    }

    /** Require that the collation is the type's own. */
    public S hasDefaultCollation() {
        actual.collation()
                .ifPresent(found -> fail(Failure.expected("the collation to be the type's own")
                        .butWas("the type's own", found)
                        .suggest(alter("TYPE " + actual.type()))));
        return myself;
    }

    /** Require a method of compression for large values. */
    public S hasCompression(Compression compression) {
        String found = actual.object().attribute("compression").orElse("default");
        return is("compression", compression, found, "SET COMPRESSION " + word(compression));
    }

    /** Require how large values are stored; what nobody set is the type's own. */
    public S hasStorage(Storage storage) {
        String found = actual.object()
                .attribute("storage")
                .orElseGet(() -> String.valueOf(sql().value(
                                "SELECT CASE typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main'"
                                        + " ELSE 'extended' END FROM pg_catalog.pg_type WHERE oid = pg_catalog.to_regtype(?)",
                                actual.type())));
        return is("storage", storage, found, "SET STORAGE " + word(storage));
    }

    /**
     * Require how many values ANALYZE keeps of it.
     *
     * @param target 0 to 10000
     */
    public S hasStatisticsTarget(int target) {
        return target("statistics target " + target, String.valueOf(target), "SET STATISTICS " + target);
    }

    /** Require that nobody set how many values ANALYZE keeps of it. */
    public S hasDefaultStatisticsTarget() {
        return target("the default statistics target", "default", "SET STATISTICS -1");
    }

    /**
     * Require a place in the table.
     *
     * @param position from 1; dropped columns do not count
     */
    public S hasPosition(int position) {
        if (actual.position() != position) {
            fail(Failure.expected("the column to be number " + position).butWas(position, actual.position()));
        }
        return myself;
    }

    /** Require a comment of this text. */
    public S hasComment(String comment) {
        ObjectFacts.comment(actual.object(), comment, commentOn()).ifPresent(this::fail);
        return myself;
    }

    /** Require a comment, whatever it says. */
    public S hasComment() {
        ObjectFacts.commented(actual.object(), commentOn()).ifPresent(this::fail);
        return myself;
    }

    /** Require that there is no comment. */
    public S hasNoComment() {
        ObjectFacts.uncommented(actual.object(), commentOn()).ifPresent(this::fail);
        return myself;
    }

    /**
     * Require exactly these privileges of a role on this column, granted to the role itself; those on the table and those
     * of PUBLIC are not counted.
     *
     * @param role {@code PUBLIC} for everybody
     * @param privileges of a column: SELECT, INSERT, UPDATE, REFERENCES
     * @throws AssertionError if there is no such role
     */
    public S hasExactlyPrivileges(String role, Privilege... privileges) {
        String name = Roles.find(schema, role, this::missing);
        String grantee = name.equals(Roles.PUBLIC) ? "" : name;
        String expected = text(Arrays.stream(privileges).map(Privilege::name).toList());
        // Asked of the server, because an item's text is not for parsing; the place counts dropped columns too.
        String found = text(sql().column(
                        "SELECT g.privilege_type FROM pg_catalog.pg_attribute a, pg_catalog.aclexplode(a.attacl) g"
                                + " WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attname = ?"
                                + " AND coalesce((SELECT rolname FROM pg_catalog.pg_roles r WHERE r.oid = g.grantee), '') = ?",
                        table,
                        actual.name(),
                        grantee));
        if (!expected.equals(found)) {
            String to = grantee.isEmpty() ? "PUBLIC" : Names.quote(grantee);
            fail(Failure.expected("exactly these privileges of " + to + " on the column")
                    .butWas(expected, found));
        }
        return myself;
    }

    private static String text(Iterable<String> privileges) {
        TreeSet<String> sorted = new TreeSet<>();
        privileges.forEach(sorted::add);
        return sorted.isEmpty() ? "none" : sorted.stream().collect(Collectors.joining(", "));
    }

    private S target(String rule, String expected, String action) {
        String found = actual.object().attribute("statistics target").orElse("default");
        if (!found.equals(expected)) {
            fail(Failure.expected(rule).butWas(expected, found).suggest(alter(action)));
        }
        return myself;
    }

    private S is(String what, Enum<?> expected, String found, String action) {
        if (!word(expected).equals(found)) {
            fail(Failure.expected("the " + what + " to be " + word(expected))
                    .butWas(word(expected), found)
                    .suggest(alter(action)));
        }
        return myself;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private String commentOn() {
        return "COMMENT ON COLUMN " + actual.identity();
    }

    final Sql sql() {
        return new Sql(schema.dataSource());
    }

    /** How large values are compressed. */
    public enum Compression {
        /** What the setting {@code default_toast_compression} says when a value is written. */
        DEFAULT,
        PGLZ,
        LZ4
    }

    /** Where large values are stored, and whether compressed. */
    public enum Storage {
        PLAIN,
        EXTERNAL,
        EXTENDED,
        MAIN
    }
}
