package io.schemaproof.data.seed;

import java.util.ArrayList;
import java.util.List;

/** Read the first line of a CSV file, which names the columns. */
final class CsvHeader {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private CsvHeader() {}

    static List<String> columns(String line) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                name.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                names.add(name.toString());
                name.setLength(0);
            } else if (c != '\r' && !(c == BYTE_ORDER_MARK && i == 0)) {
                name.append(c);
            }
        }
        names.add(name.toString());
        return names;
    }
}
