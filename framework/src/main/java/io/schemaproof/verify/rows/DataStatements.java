package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Function;
import io.schemaproof.migration.Script;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The statements of a script that read or write rows. Used to tell which tables a script means to work on; a help to notice
 * that there was nothing to work on, no evidence of what it does.
 *
 * @param text all of them, without comments, with the bodies of functions
 * @param changes those that change rows of one table, without comments
 */
record DataStatements(String text, List<String> changes) {

    private static final Pattern OF_DATA = Pattern.compile(
            "(?i)\\A\\s*(\\\\|(insert|update|delete|merge|truncate|copy|with|do|call|select|execute|perform)\\b)");

    static DataStatements of(Script script) {
        Optional<List<String>> statements = script.statements();
        if (statements.isEmpty()) {
            // Of a script that cannot be split, rather too much.
            return new DataStatements(SqlCode.withoutComments(script.text()), List.of());
        }
        List<String> changes = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String statement : statements.get()) {
            String sql = SqlCode.withoutComments(statement);
            if (OF_DATA.matcher(sql).find()) {
                text.append(sql).append(";\n");
                if (UnmetStatements.target(sql).isPresent()) {
                    changes.add(sql);
                }
            }
        }
        return new DataStatements(text.toString(), List.copyOf(changes));
    }

    /**
     * The same with the bodies of functions that are named in them, or in bodies of such functions.
     *
     * @param catalogs in which the functions may be
     */
    DataStatements withFunctions(Catalog... catalogs) {
        Map<String, Set<String>> bodies = new HashMap<>();
        for (Catalog catalog : catalogs) {
            for (Function function : catalog.functions()) {
                if (function.object().extension().isEmpty()) {
                    bodies.computeIfAbsent(function.name(), key -> new HashSet<>())
                            .add(SqlCode.withoutComments(function.body()));
                }
            }
        }
        DataStatements all = this;
        boolean more = !text.isEmpty();
        while (more) {
            DataStatements known = all;
            Set<String> named = bodies.keySet().stream().filter(known::mention).collect(Collectors.toSet());
            StringBuilder longer = new StringBuilder(known.text);
            named.forEach(name -> bodies.getOrDefault(name, Set.of())
                    .forEach(body -> longer.append(body).append(";\n")));
            bodies.keySet().removeAll(named);
            all = new DataStatements(longer.toString(), changes);
            more = !named.isEmpty();
        }
        return all;
    }

    /** Whether a name stands only where an UPDATE, DELETE or MERGE of another table looks rows up. */
    boolean onlyRead(String name) {
        long all = WholeWord.pattern(name).matcher(text).results().count();
        long read = changes.stream()
                .filter(sql -> UnmetStatements.target(sql)
                        .filter(target -> WholeWord.in(target, name))
                        .isEmpty())
                .mapToLong(sql -> WholeWord.pattern(name).matcher(sql).results().count())
                .sum();
        return read == all;
    }

    /** Whether a name stands in one of them. */
    boolean mention(String name) {
        return WholeWord.in(text, name);
    }
}
