package io.schemaproof.safety;

import io.schemaproof.catalog.CatalogObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What roles may do with an object, by the words of {@code GRANT}.
 *
 * @param words by the name of the role, as PostgreSQL writes it; {@code PUBLIC} for all
 */
record Privileges(Map<String, List<String>> words) {

    private static final Map<Character, String> LETTERS = letters();

    private static Map<Character, String> letters() {
        Map<Character, String> letters = new LinkedHashMap<>();
        letters.put('r', "SELECT");
        letters.put('a', "INSERT");
        letters.put('w', "UPDATE");
        letters.put('d', "DELETE");
        letters.put('D', "TRUNCATE");
        letters.put('x', "REFERENCES");
        letters.put('t', "TRIGGER");
        letters.put('m', "MAINTAIN");
        letters.put('X', "EXECUTE");
        letters.put('C', "CREATE");
        letters.put('U', "USAGE");
        letters.put('c', "CONNECT");
        return letters;
    }

    /** Those that were granted; what every object of the kind has without a GRANT is not among them. */
    static Privileges of(CatalogObject object) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        Optional<String> items = object.attribute("privileges");
        for (String item : items.map(text -> text.split(", ", -1)).orElseGet(() -> new String[0])) {
            int equal = item.startsWith("\"") ? item.indexOf("\"=") + 1 : item.indexOf('=');
            if (equal >= 0) {
                String letters = item.substring(equal + 1, item.indexOf('/', equal));
                List<String> all = words.computeIfAbsent(
                        equal == 0 ? "PUBLIC" : item.substring(0, equal), key -> new ArrayList<>());
                LETTERS.forEach((letter, word) -> {
                    if (letters.indexOf(letter) >= 0) {
                        all.add(word);
                    }
                });
            }
        }
        return new Privileges(words);
    }

    /** Those of a role. */
    List<String> of(String role) {
        return words.getOrDefault(role, List.of());
    }

    /** Those of a role that are not among others. */
    List<String> notIn(Privileges others, String role) {
        return of(role).stream().filter(word -> !others.of(role).contains(word)).toList();
    }
}
