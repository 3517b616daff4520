package io.schemaproof.verify.assumption;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts that a statement can read where it can read no made-up one.
 *
 * @param columns that hold them, by their names
 * @param expression of the row's number, for which {@code #} stands, which gives the text
 * @param looks what they look like
 * @param table the identity of the table
 */
record ReadableTexts(List<String> columns, String expression, String looks, String table) {

    private static final String NUMBER = "numbered.schemaproof_number";

    private static final Pattern TEXT = Pattern.compile("text|character varying.*|character.*|citext");

    /** What texts hold in tables that came from elsewhere; each row's is another one. */
    private static final List<List<String>> FORMS = List.of(
            List.of("#::text", "17"),
            List.of("# || '.5'", "17.5"),
            List.of("# || ',5'", "17,5"),
            List.of("to_char(date '2024-01-01' + #, 'YYYY-MM-DD')", "2024-01-17"),
            List.of("to_char(date '2024-01-01' + #, 'DD.MM.YYYY')", "17.01.2024"),
            List.of("to_char(date '2024-01-01' + #, 'MM/DD/YYYY')", "01/17/2024"),
            List.of("to_char(date '2024-01-01' + #, 'DD/MM/YYYY')", "17/01/2024"),
            List.of("to_char(date '2024-01-01' + #, 'DD-MM-YYYY')", "17-01-2024"),
            List.of("to_char(date '2024-01-01' + #, 'YYYYMMDD')", "20240117"),
            List.of("to_char(date '2024-01-01' + #, 'YYYY-MM-DD') || 'T12:30:00Z'", "2024-01-17T12:30:00Z"),
            List.of("to_char(time '00:00' + # * interval '1 minute', 'HH24:MI')", "00:17"),
            List.of("CASE # % 2 WHEN 0 THEN 'true' ELSE 'false' END", "true"),
            List.of("'{\"n\": ' || # || '}'", "{\"n\": 17}"),
            List.of("'[' || # || ']'", "[17]"),
            List.of("'{' || # || '}'", "{17}"),
            List.of("'[' || # || ',' || # + 9 || ')'", "[17,26)"),
            List.of("'10.0.' || # / 256 % 256 || '.' || # % 256", "10.0.0.17"),
            List.of("md5(#::text)::uuid::text", "70efdf2e-c9b0-8607-9795-c442636b55fb"),
            List.of("encode(convert_to(#::text, 'UTF8'), 'hex')", "3137"),
            List.of("# || ' days'", "17 days"),
            List.of("'user' || # || '@example.com'", "user17@example.com"),
            List.of("'https://example.com/' || #", "https://example.com/17"),
            List.of("'+49170' || 1000000 + #", "+491701000017"),
            List.of("'<n>' || # || '</n>'", "<n>17</n>"));

    /** Texts for all columns that a statement names together, else for one of them alone. */
    static Optional<ReadableTexts> find(StatementTrial statement, Table table, List<String> named) throws SQLException {
        List<String> texts = table.columns().stream()
                .filter(column -> named.contains(column.name())
                        && TEXT.matcher(column.type()).matches())
                .map(Column::name)
                .toList();
        List<List<String>> choices = new ArrayList<>();
        if (!texts.isEmpty()) {
            choices.add(texts);
        }
        if (texts.size() > 1) {
            texts.forEach(column -> choices.add(List.of(column)));
        }
        for (List<String> columns : choices) {
            for (List<String> form : FORMS) {
                ReadableTexts tried = new ReadableTexts(columns, form.get(0), form.get(1), table.identity());
                if (statement.passesAfter(tried.update())) {
                    return Optional.of(tried);
                }
            }
        }
        return Optional.empty();
    }

    /** The same texts in the table as it was called before. */
    ReadableTexts in(Table former, UnaryOperator<String> nameBefore) {
        return new ReadableTexts(columns.stream().map(nameBefore).toList(), expression, looks, former.identity());
    }

    /** Gives each row such a text. */
    String update() {
        return "UPDATE " + table + " t SET "
                + columns.stream()
                        .map(column -> SqlText.identifier(column) + " = " + expression.replace("#", NUMBER))
                        .collect(Collectors.joining(", "))
                + " FROM (SELECT ctid AS place, row_number() OVER (ORDER BY ctid)::int AS schemaproof_number FROM ONLY "
                + table
                + ") numbered WHERE t.ctid = numbered.place";
    }

    String demand() {
        return "each text in " + table + "." + String.join(" and ", columns) + " is one that it can read, such as "
                + SqlText.literal(looks);
    }
}
