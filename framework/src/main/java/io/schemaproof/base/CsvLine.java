package io.schemaproof.base;

import java.util.ArrayList;
import java.util.List;

/** Read one line of a CSV file; the first may begin with a byte order mark. */
public final class CsvLine {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private CsvLine() {}

    /** Its values, without the quotation marks around them. */
    public static List<String> values(String line) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                values.add(value.toString());
                value.setLength(0);
            } else if (c != '\r' && !(c == BYTE_ORDER_MARK && i == 0)) {
                value.append(c);
            }
        }
        values.add(value.toString());
        return values;
    }
}
