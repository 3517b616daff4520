package io.schemaproof.migration.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Splits a changeset as Liquibase does ({@code StringUtil.processMultiLineSQL} and {@code SimpleSqlGrammar.jj}): at semicolons, and
 * at {@code GO} or {@code /} at the beginning of a line, unless a word {@code BEGIN} waits for its {@code END}. It knows no dollar
 * quotes, so that a function body is cut unless the changeset says {@code splitStatements:false} or {@code endDelimiter}.
 *
 * @since 0.1
 */
public final class LiquibaseScript {

    private final SourceText source;
    private final Replacement text;
    private final LiquibaseAttributes attributes;
    private final List<Fragment> statements = new ArrayList<>();
    private final StatementBuffer buffer = new StatementBuffer();
    private final Optional<Pattern> pattern;
    private int depth;
    private String previous = "\n";
    /** What Liquibase has before the first piece. */
    private String before = "null";

    private LiquibaseScript(SourceText source, Replacement text, LiquibaseAttributes attributes) {
        this.source = source;
        this.text = text;
        this.attributes = attributes;
        this.pattern = attributes.endPattern();
    }

    /**
     * Split the text of a changeset, or of its rollback.
     *
     * @param attributes how it asks to be split
     * @param parameters values of {@code ${parameters}}; others stay as they are
     */
    public static List<Fragment> split(
            SourceText source, LiquibaseAttributes attributes, Map<String, String> parameters) {
        LiquibaseScript script =
                new LiquibaseScript(source, Placeholders.replaceKnown(source.text(), parameters), attributes);
        script.read();
        return script.statements.stream()
                .filter(statement -> !statement.sql().isBlank())
                .toList();
    }

    private void read() {
        List<LiquibaseTokens.Token> tokens =
                LiquibaseTokens.of(text.text(), attributes.endDelimiter(), attributes.stripComments());
        for (int i = 0; i < tokens.size(); i++) {
            LiquibaseTokens.Token token = tokens.get(i);
            String piece = text.text().substring(token.begin(), token.end());
            if (token.word()) {
                track(piece, following(tokens, i));
            }
            if (attributes.splitStatements() && depth == 0 && !token.comment() && isDelimiter(piece)) {
                store();
            } else if (!buffer.isEmpty() || !piece.isBlank()) {
                buffer.append(text.text(), token.begin(), token.end(), token.begin());
            }
            previous = piece;
            before = piece;
        }
        store();
    }

    private boolean isDelimiter(String piece) {
        String delimiter = attributes.endDelimiter();
        if (delimiter.isEmpty()) {
            boolean alone = beginsLine() && (piece.equalsIgnoreCase("go") || piece.equals("/"));
            return piece.equals(";") || alone;
        }
        if (delimiter.equals("/") && !beginsLine()) {
            return false;
        }
        return piece.equalsIgnoreCase(delimiter)
                || pattern.filter(end -> end.matcher((before + piece).toLowerCase(Locale.ROOT))
                                .matches())
                        .isPresent();
    }

    private boolean beginsLine() {
        return attributes.indented() ? previous.isBlank() && previous.indexOf('\n') >= 0 : previous.endsWith("\n");
    }

    private void track(String word, String next) {
        boolean transaction = List.of("transaction", "trans", "tran").contains(next);
        if (word.equalsIgnoreCase("begin")
                && !transaction
                && !List.of("dialog", "conversation", "distributed").contains(next)) {
            depth++;
        } else if (word.equalsIgnoreCase("end") && depth > 0 && !transaction) {
            depth--;
        }
    }

    private String following(List<LiquibaseTokens.Token> tokens, int index) {
        for (int i = index + 1; i < tokens.size(); i++) {
            String piece =
                    text.text().substring(tokens.get(i).begin(), tokens.get(i).end());
            if (!piece.isBlank()) {
                return piece.toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    private void store() {
        if (!buffer.isEmpty()) {
            statements.add(buffer.take(source, text.map()));
        }
    }
}
