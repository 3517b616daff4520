package io.schemaproof.assertions.structure;

import java.util.regex.Pattern;

/**
 * A view's query as the server has understood it, without the names that its tables have only in the text and the places where
 * its words stood. Names of columns stay, those inside too: {@code to_json} of a row writes them. In a tree the server writes a
 * backslash before each blank, brace or parenthesis of a name, so that none of it can be taken for more than a name.
 */
final class QueryTree {

    private static final String WORD = "(?:\\\\.|[^\\s\\\\])+";

    private static final Pattern ALIAS = Pattern.compile(
            " :alias (?:<>|\\{ALIAS :aliasname " + WORD + " :colnames (?:<>|\\((?:\\\\.|[^)\\\\])*\\))\\})");

    private static final Pattern NAME = Pattern.compile("\\{ALIAS :aliasname " + WORD);

    private static final Pattern PLACE =
            Pattern.compile(" :(?:\\w*location|stmt_len|(?:rexpr_)?list_(?:start|end)) -?\\d+");

    private QueryTree() {}

    static boolean areSameButForAliases(String tree, String other) {
        return withoutAliases(tree).equals(withoutAliases(other));
    }

    static String withoutAliases(String tree) {
        String unnamed = NAME.matcher(ALIAS.matcher(tree).replaceAll("")).replaceAll("{ALIAS");
        return PLACE.matcher(unnamed).replaceAll("");
    }
}
