package io.schemaproof.verify.compatibility;

import io.schemaproof.base.SqlCode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.query.ServerError;
import io.schemaproof.query.named.NamedQuery;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.FailedFunction;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.PolicyRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes findings of what becomes of a query: at the line of the migration that names what it is about, as far as one does. */
final class QueryFindings {

    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")+)\"");
    /** Invalid values of a type are quoted, and may be of a column that is not to be shown. */
    private static final String OF_DATA = "22";
    /** The server's function that refuses the value of a setting, such as a role. */
    private static final String OF_SETTING = "call_string_check_hook";

    private static final int SHOWN = 200;

    private QueryFindings() {}

    /** Such as {@code The query find_orders of the service shop (queries/shop.sql:3)}; what stands in no file is quoted. */
    static String name(NamedQuery query) {
        return "The query " + query.name() + " of the service " + query.service() + " (" + query.place()
                + (query.isRecorded() ? ": " + SqlCode.abbreviated(query.sql(), SHOWN) : "") + ")";
    }

    static Finding of(
            PolicyRule rule,
            NamedQuery query,
            Place place,
            String what,
            String why,
            String remedy,
            Map<String, String> more) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("service", query.service());
        facts.put("query", query.name());
        facts.put("queryFile", query.place());
        facts.put("statement", SqlCode.abbreviated(query.sql(), SHOWN));
        facts.putAll(more);
        return MigrationRule.finding(
                rule, Optional.of(query.id()), place, name(query) + " " + what + "\n" + why, remedy, facts);
    }

    /** What the server says, without values that it quotes. */
    static String words(ServerError error) {
        boolean setting = error.routine().filter(OF_SETTING::equals).isPresent();
        String message = error.sqlState().startsWith(OF_DATA) && !setting
                ? QUOTED.matcher(error.message()).replaceAll("\"…\"")
                : error.message();
        return "ERROR " + error.sqlState() + ": " + message;
    }

    static Map<String, String> facts(ServerError error) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("sqlState", error.sqlState());
        facts.put("error", words(error));
        return facts;
    }

    static Map<String, String> facts(ServerError error, Optional<FailedFunction> function) {
        Map<String, String> facts = facts(error);
        function.ifPresent(in -> facts.put("function", in.signature()));
        return facts;
    }

    /** The first line of a script that names something that an error is about, else one of the words, else its beginning. */
    static Place place(Script script, Optional<ServerError> error, List<String> words) {
        Stream<String> quoted = error.stream()
                .flatMap(said -> QUOTED.matcher(said.message()).results().map(found -> found.group(1)));
        return Stream.concat(quoted, words.stream())
                .map(QueryFindings::last)
                .flatMap(word -> Place.mentioned(script, word).stream())
                .findFirst()
                .orElseGet(() -> Place.of(script));
    }

    private static String last(String name) {
        Matcher plain = QUOTED.matcher(name);
        String bare = plain.matches() ? plain.group(1) : name;
        return bare.substring(bare.lastIndexOf('.') + 1);
    }

    /** Where no author has given values, nobody can give them at that place. */
    static String remedy(NamedQuery query, String written) {
        return query.isRecorded()
                ? "The server has recorded it without its values. Write it into a file of queries, with values: --queries DIR."
                : written;
    }

    /**
     * @param needed names of queries by the service
     */
    static Finding downBreaks(Migration migration, Map<String, List<String>> needed) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("services", String.join(", ", needed.keySet()));
        needed.forEach((service, names) -> facts.put("service " + service, String.join(", ", names)));
        return MigrationRule.finding(
                PolicyRule.QUERY_DOWN_BREAKS,
                Optional.empty(),
                Place.of(migration.down().orElseThrow()),
                "Without this migration the server does not understand what is sent since it by "
                        + needed.entrySet().stream()
                                .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
                                .collect(Collectors.joining(", "))
                        + ".",
                "Take " + String.join(", ", needed.keySet())
                        + " back to the release of before first, then run the down.",
                facts);
    }

    static Finding notRead(Migration migration, String what) {
        return MigrationRule.finding(
                PolicyRule.QUERY_NOT_READ,
                Optional.empty(),
                Place.of(migration.up()),
                what,
                "Write what counts into a file of queries: --queries DIR.",
                Map.of());
    }

    static Finding notChecked(Migration migration, String what, String remedy) {
        return MigrationRule.finding(
                PolicyRule.QUERY_NOT_CHECKED, Optional.empty(), Place.of(migration.up()), what, remedy, Map.of());
    }
}
