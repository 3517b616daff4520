package io.schemaproof.verify.result;

import io.schemaproof.base.SqlSpan;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Hides in findings what they quote of a migration's statements that hold values of sensitive columns. */
final class FindingMask {

    /** Shorter literals, such as {@code ''}, give nothing away, and would be found in many texts. */
    private static final int SHORTEST_LITERAL = 4;

    private static final int SHORTEST_NUMBER = 3;

    private final Set<String> literals = new TreeSet<>();
    private final Optional<Pattern> numbers;

    FindingMask(Migration migration, SqlMask mask) {
        Set<String> digits = new TreeSet<>();
        List<Script> scripts = Stream.concat(Stream.of(migration.up()), migration.down().stream())
                .toList();
        for (Script script : scripts) {
            for (List<SqlSpan> statement : mask.hidden(script.text())) {
                statement.forEach(span -> keep(span, digits));
            }
        }
        // Only where they stand as values do.
        this.numbers = digits.isEmpty()
                ? Optional.empty()
                : Optional.of(Pattern.compile("(?<=[(,=] ?)(?:" + String.join("|", digits) + ")(?=\\s*[,);])"));
    }

    private void keep(SqlSpan span, Set<String> digits) {
        if (span.kind() == SqlSpan.Kind.LITERAL && span.text().length() >= SHORTEST_LITERAL) {
            literals.add(span.text());
        } else if (span.kind() == SqlSpan.Kind.NUMBER && span.text().length() >= SHORTEST_NUMBER) {
            digits.add(Pattern.quote(span.text()));
        } else if (span.kind() == SqlSpan.Kind.DATA) {
            span.text()
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= SHORTEST_LITERAL)
                    .forEach(literals::add);
        }
    }

    Finding of(Finding finding) {
        if (literals.isEmpty() && numbers.isEmpty()) {
            return finding;
        }
        Map<String, String> facts = new LinkedHashMap<>();
        finding.facts().forEach((name, value) -> facts.put(name, of(value)));
        return new Finding(
                finding.rule(),
                finding.severity(),
                finding.object(),
                finding.file(),
                finding.line(),
                of(finding.message()),
                of(finding.remedy()),
                facts);
    }

    private String of(String text) {
        String masked = text;
        for (String literal : literals) {
            masked = masked.replace(literal, "'" + SensitiveColumns.MASK + "'");
            // What is cut off ends within it.
            masked = cut(masked, literal);
        }
        String shown = masked;
        return numbers.map(pattern -> pattern.matcher(shown).replaceAll(SensitiveColumns.MASK))
                .orElse(shown);
    }

    private static String cut(String text, String literal) {
        String masked = text;
        for (int end = masked.indexOf('…'); end >= 0; end = masked.indexOf('…', end + 1)) {
            for (int length = Math.min(end, literal.length() - 1); length >= SHORTEST_LITERAL; length--) {
                if (masked.startsWith(literal.substring(0, length), end - length)) {
                    masked = masked.substring(0, end - length) + "'" + SensitiveColumns.MASK + masked.substring(end);
                    end = masked.indexOf('…', end - length);
                    break;
                }
            }
        }
        return masked;
    }
}
