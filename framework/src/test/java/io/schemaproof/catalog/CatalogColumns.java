package io.schemaproof.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which columns of pg_catalog the reader's queries name, and which {@code catalog-columns.txt} accounts for. */
final class CatalogColumns {

    private static final Pattern SOURCE = Pattern.compile("(?:FROM|JOIN)\\s+(pg_\\w+)\\s+(?!ON\\b)(\\w+)");
    private static final Pattern REFERENCE = Pattern.compile("\\b(\\w+)\\.(\\w+)");

    private CatalogColumns() {}

    /** Every {@code catalog.column} that a query for this server names. */
    static Set<String> named(ReaderAccess access) {
        Set<String> named = new TreeSet<>();
        for (CatalogQuery query : CatalogQueries.of(access)) {
            Map<String, Set<String>> aliases = new HashMap<>();
            Matcher source = SOURCE.matcher(query.sql());
            while (source.find()) {
                aliases.computeIfAbsent(source.group(2), key -> new HashSet<>()).add(source.group(1));
            }
            Matcher reference = REFERENCE.matcher(query.sql());
            while (reference.find()) {
                for (String catalog : aliases.getOrDefault(reference.group(1), Set.of())) {
                    named.add(catalog + "." + reference.group(2));
                }
            }
        }
        return named;
    }

    /** Whether a query calls the function. */
    static boolean isCalled(ReaderAccess access, String function) {
        return CatalogQueries.of(access).stream().anyMatch(query -> query.sql().contains(function + "("));
    }

    /** The accounts by column; the key may end in {@code .*}. */
    static Map<String, Account> accounts() {
        Map<String, Account> accounts = new TreeMap<>();
        for (String line : lines()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> through = List.of(line.split(" = ", 2));
            List<String> excluded = List.of(line.split(": ", 2));
            boolean function = through.size() == 2;
            accounts.put(
                    (function ? through : excluded).get(0),
                    new Account(
                            function ? Optional.of(through.get(1)) : Optional.empty(),
                            function ? "" : excluded.get(1)));
        }
        return accounts;
    }

    private static List<String> lines() {
        try (InputStream file =
                Objects.requireNonNull(CatalogColumns.class.getResourceAsStream("catalog-columns.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Why no query names a column.
     *
     * @param function that writes what it says
     * @param reason for leaving it out
     */
    record Account(Optional<String> function, String reason) {}
}
