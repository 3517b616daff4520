package io.schemaproof.verify.audit;

import io.schemaproof.migration.StatementError;
import java.util.regex.Pattern;

/** Knows the answer of a server that lacks the files of an extension. */
final class UnavailableExtension {

    private static final Pattern MESSAGE = Pattern.compile(
            "extension \"[^\"]+\" is not available|could not open extension control file \"[^\"]+\": .*");

    private UnavailableExtension() {}

    static boolean is(StatementError error) {
        return MESSAGE.matcher(error.message()).matches();
    }
}
