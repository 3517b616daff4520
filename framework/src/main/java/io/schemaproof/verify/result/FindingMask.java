package io.schemaproof.verify.result;

import io.schemaproof.base.SqlSpan;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.SqlMask;
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

    private final SqlMask mask;
    private final Set<String> literals;
    private final Set<String> digits;

    FindingMask(Migration migration, SqlMask mask) {
        this(mask, new TreeSet<>(), new TreeSet<>());
        Stream.concat(Stream.of(migration.up()), migration.down().stream()).forEach(script -> keep(script.text()));
    }

    private FindingMask(SqlMask mask, Set<String> literals, Set<String> digits) {
        this.mask = mask;
        this.literals = literals;
        this.digits = digits;
    }

    private void keep(String sql) {
        for (List<SqlSpan> statement : mask.hidden(sql)) {
            statement.forEach(this::keep);
        }
    }

    private void keep(SqlSpan span) {
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
        FindingMask own = new FindingMask(mask, new TreeSet<>(literals), new TreeSet<>(digits));
        // It may come from a file that the script includes.
        Optional.ofNullable(finding.facts().get("statement")).ifPresent(own::keep);
        return own.masked(finding);
    }

    private Finding masked(Finding finding) {
        if (literals.isEmpty() && digits.isEmpty()) {
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
            // What is cut off begins or ends within it.
            masked = begun(cut(masked, literal), literal);
        }
        if (digits.isEmpty()) {
            return masked;
        }
        // Only where they stand as values do.
        return Pattern.compile("(?<=[(,=] ?)(?:" + String.join("|", digits) + ")(?=\\s*[,);])")
                .matcher(masked)
                .replaceAll(SensitiveColumns.MASK);
    }

    private static String begun(String text, String literal) {
        String masked = text;
        for (int cut = masked.indexOf('…'); cut >= 0; cut = masked.indexOf('…', cut + 1)) {
            for (int length = literal.length() - 1; length >= SHORTEST_LITERAL; length--) {
                if (masked.startsWith(literal.substring(literal.length() - length), cut + 1)) {
                    masked = masked.substring(0, cut + 1) + SensitiveColumns.MASK + "'"
                            + masked.substring(cut + 1 + length);
                    break;
                }
            }
        }
        return masked;
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
