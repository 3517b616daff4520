package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Sql;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The storage parameters of a relation, those of its TOAST table with the prefix {@code toast.} as in WITH.
 *
 * @param set those that were set
 */
record StorageOptions(Map<String, String> set) {

    /** Asked of the server, because the catalogue keeps those of an index in its definition only. */
    static StorageOptions ofIndex(Sql sql, String identity) {
        Map<String, String> set = new TreeMap<>();
        sql.rows(
                        "SELECT option_name, option_value FROM pg_catalog.pg_class c,"
                                + " pg_catalog.pg_options_to_table(c.reloptions) WHERE c.oid = pg_catalog.to_regclass(?)",
                        identity)
                .forEach(row -> set.put(String.valueOf(row.get(0)), String.valueOf(row.get(1))));
        return new StorageOptions(set);
    }

    /** @param own lists as the catalogue holds them: {@code autovacuum_enabled=false, fillfactor=70} */
    static StorageOptions of(Optional<String> own, Optional<String> toast) {
        Map<String, String> set = new TreeMap<>();
        own.ifPresent(list -> add(set, "", list));
        toast.ifPresent(list -> add(set, "toast.", list));
        return new StorageOptions(set);
    }

    private static void add(Map<String, String> set, String prefix, String list) {
        for (String option : list.split(", ", -1)) {
            int equals = option.indexOf('=');
            set.put(prefix + option.substring(0, Math.max(equals, 0)), option.substring(equals + 1));
        }
    }

    Optional<Failure> check(String name, String value, String statement) {
        String found = set.get(name);
        return value.equals(found)
                ? Optional.empty()
                : Optional.of(Failure.expected("the storage parameter " + name + " to be " + value)
                        .butWas(name + " = " + value, found == null ? "not set" : name + " = " + found)
                        .line(found == null ? Names.didYouMean(name, set.keySet()) : "")
                        .suggest(statement + " SET (" + name + " = " + value + ");"));
    }

    Optional<Failure> none() {
        return set.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.expected("no storage parameter").butWas("none", this));
    }

    @Override
    public String toString() {
        return set.entrySet().stream()
                .map(option -> option.getKey() + " = " + option.getValue())
                .collect(Collectors.joining(", "));
    }
}
