package io.schemaproof.verify.acceptance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a name that somebody has written means the object of a finding. */
final class ObjectName {

    /** A name, quoted or not. */
    static final String PART = "(?:\"(?:[^\"]|\"\")*+\"|[^\\s.\"]+)";

    private static final Pattern PARTS = Pattern.compile(PART);

    private ObjectName() {}

    /** Whether it is the object, or what the object is part of; the schema may be left out, but alone it means nothing. */
    static boolean means(String written, String object) {
        if (written.equals(object)) {
            return true;
        }
        List<String> parts = parts(object);
        int at = Collections.indexOfSubList(parts, parts(written));
        return at > 0 || (at == 0 && parts(written).size() > 1);
    }

    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        Matcher part = PARTS.matcher(name);
        while (part.find()) {
            parts.add(part.group());
        }
        return parts;
    }
}
