package io.schemaproof.safety;

import io.schemaproof.base.Quantity;
import io.schemaproof.base.SqlCode;
import io.schemaproof.base.WholeWord;
import io.schemaproof.query.Relation;
import io.schemaproof.trace.TracedRelation;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Puts what a trace holds into words. */
final class Words {

    private static final Pattern NUMBER = Pattern.compile("_?\\d+");
    private static final int KILO = 1024;

    private Words() {}

    /** The name as it would be written in SQL. */
    static String name(TracedRelation relation) {
        return new Relation(relation.schema(), relation.name()).toString();
    }

    static String names(Collection<TracedRelation> relations) {
        return list(relations.stream().map(Words::name).distinct().toList());
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}; a long list is cut off. */
    static String list(List<String> words) {
        int most = 6;
        if (words.size() > most) {
            return String.join(", ", words.subList(0, most)) + " and " + (words.size() - most) + " more";
        }
        int last = words.size() - 1;
        return last <= 0
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    /** A size; kilobytes are 1024 bytes, as the server's. */
    static String bytes(long bytes) {
        return bytes < KILO ? Quantity.of(bytes, "byte") : bytes / KILO + " kB";
    }

    /** Whether a name stands in a statement, be it quoted or not. */
    static boolean names(String sql, String name) {
        return !NUMBER.matcher(name).matches() && WholeWord.in(sql, name);
    }

    /** A script without comments, each line where it was. */
    static List<String> linesOfCode(String script) {
        return SqlCode.withBlankComments(script).lines().toList();
    }

    /** A statement without comments and literals. */
    static String code(String sql) {
        return SqlCode.withoutCommentsAndTexts(sql);
    }

    /** Where the same is so in the statements after the first: {@code So do lines 2 and 3.} after a blank, or nothing. */
    static String others(List<TracedStatement> statements) {
        if (statements.size() == 1) {
            return "";
        }
        return (statements.size() == 2 ? " So does line " : " So do lines ")
                + list(statements.stream()
                        .skip(1)
                        .map(statement -> String.valueOf(statement.statement().line()))
                        .toList())
                + ".";
    }
}
