package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.TypedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tell a signature that no function can have, because one of its words is no type. */
final class ArgumentTypes {

    private ArgumentTypes() {}

    /**
     * The failure where a function of that name is there and the signature holds what is no type, as a slip or the name of an
     * argument does: nothing was looked for. Without a function of the name it does not matter.
     */
    static Optional<Failure> unknown(Schema schema, String signature) {
        int open = signature.indexOf('(');
        if (open < 0 || !signature.strip().endsWith(")")) {
            return Optional.empty();
        }
        List<Function> sameName = schema.catalog().functions(signature.substring(0, open));
        if (sameName.isEmpty() || !FunctionLookup.all(schema, signature).isEmpty()) {
            return Optional.empty();
        }
        return firstUnknown(schema, signature)
                .map(type -> Failure.expected("the arguments of " + signature + " to be types")
                        .butWas("types", type + " is none: nothing was checked")
                        .line("Functions of this name: "
                                + sameName.stream().map(TypedObject::identity).collect(Collectors.joining(", "))));
    }

    /** The first argument that is no type. */
    static Optional<String> firstUnknown(Schema schema, String signature) {
        Sql sql = new Sql(schema.dataSource());
        return split(signature.substring(signature.indexOf('(') + 1, signature.lastIndexOf(')'))).stream()
                .filter(type -> sql.value("SELECT pg_catalog.to_regtype(?)::oid::text", type) == null)
                .findFirst();
    }

    /** The arguments, without a VARIADIC before one; commas within parentheses or quotation marks part none. */
    private static List<String> split(String arguments) {
        List<String> types = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i <= arguments.length(); i++) {
            char c = i < arguments.length() ? arguments.charAt(i) : ',';
            quoted ^= c == '"';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (i == arguments.length() || (c == ',' && depth == 0 && !quoted)) {
                types.add(arguments.substring(from, i).strip().replaceFirst("(?i)^VARIADIC\\s+", ""));
                from = i + 1;
            }
        }
        types.removeIf(String::isEmpty);
        return types;
    }
}
