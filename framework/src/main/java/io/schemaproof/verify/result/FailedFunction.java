package io.schemaproof.verify.result;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Function;
import io.schemaproof.query.ServerError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The function within which the server has refused a query: one that it calls, or that a trigger does.
 *
 * @param signature as SQL writes it, with the types of its arguments
 * @param word what is written behind {@code CREATE}
 * @param line of its body; empty where the server does not say so
 */
public record FailedFunction(String signature, String word, Optional<Integer> line) {

    private static final Pattern PLPGSQL =
            Pattern.compile("PL/pgSQL function (?<signature>[^\\n]+?\\(.*?\\)) line (?<line>\\d+) at [^\\n]*");
    private static final Pattern SQL =
            Pattern.compile("SQL function \"(?<name>[^\\n]+?)\" (?:statement|during) [^\\n]*");

    /** The innermost one that a catalogue knows; what is anonymous, such as a DO block, it does not. */
    public static Optional<FailedFunction> of(ServerError error, Catalog catalog) {
        return error.context().stream()
                .flatMap(String::lines)
                .flatMap(line -> of(line, catalog).stream())
                .findFirst();
    }

    /** One that a catalogue has, in which nobody knows the line. */
    public static FailedFunction of(Function function) {
        return of(function, Optional.empty());
    }

    private static FailedFunction of(Function function, Optional<Integer> line) {
        return new FailedFunction(function.signature(), function.kind().name(), line);
    }

    private static Optional<FailedFunction> of(String line, Catalog catalog) {
        Matcher plpgsql = PLPGSQL.matcher(line);
        if (plpgsql.matches()) {
            String signature = plain(plpgsql.group("signature"));
            return one(catalog.functions().stream()
                            .filter(function -> plain(function.signature()).equals(signature)
                                    || plain(function.signature()).endsWith("." + signature))
                            .toList())
                    .map(function -> of(function, Optional.of(Integer.valueOf(plpgsql.group("line")))));
        }
        Matcher sql = SQL.matcher(line);
        return sql.matches()
                ? one(catalog.functions().stream()
                                .filter(function -> function.name().equals(sql.group("name")))
                                .toList())
                        .map(FailedFunction::of)
                : Optional.empty();
    }

    private static Optional<Function> one(List<Function> functions) {
        return functions.size() == 1 ? Optional.of(functions.get(0)) : Optional.empty();
    }

    private static String plain(String signature) {
        return signature.replace(", ", ",");
    }

    /** Such as {@code function public.price_of(bigint), line 3}. */
    public String words() {
        return word.toLowerCase(Locale.ROOT) + " " + signature
                + line.map(number -> ", line " + number).orElse("");
    }

    /** What to write where the function names what is gone. */
    public String remedy() {
        return "The function belongs to the schema: let it name what is there now, in the same migration, so that whoever calls it"
                + " gets what he got.\nCREATE OR REPLACE " + word + " " + signature + " …;";
    }

    /** What makes each session forget how it has read the function; tried on the server, the body need not change. */
    public String renewal() {
        return "Make the function anew in the same migration, as it is: each session reads it again.\nCREATE OR REPLACE "
                + word + " " + signature + " …;\nOr renew the pool's connections right after the migration.";
    }
}
