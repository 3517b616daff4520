package io.schemaproof.assertions.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Read what a document says of triggers and row level security. */
final class GuardsReader {

    static final Map<String, String> STATES = words("origin", "always", "replica", "disabled");

    static final Map<String, String> COMMANDS = words("all", "select", "insert", "update", "delete");

    private GuardsReader() {}

    private static Map<String, String> words(String... words) {
        return Stream.of(words).collect(Collectors.toMap(Function.identity(), Function.identity()));
    }

    static List<TriggerContract> triggers(YamlMap table) {
        return table.find("triggers").stream()
                .flatMap(each -> each.named("triggers").entrySet().stream())
                .map(entry -> trigger(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static TriggerContract trigger(String name, YamlValue value) {
        if (value.isText()) {
            return value.made(() -> TriggerContract.trigger(name, value.text("the definition of a trigger")));
        }
        YamlMap map = value.map("a trigger", ContractKeys.TRIGGER);
        return value.made(() -> new TriggerContract(
                name, map.get("definition").text("definition"), map.oneOf("state", STATES, TriggerContract.ORIGIN)));
    }

    static Optional<RowSecurityContract> rowSecurity(YamlMap table) {
        return table.find("row_security").map(value -> {
            YamlMap map = value.map("row level security", ContractKeys.ROW_SECURITY);
            return new RowSecurityContract(
                    map.is("forced"),
                    map.find("policies").stream()
                            .flatMap(each -> each.named("policies").entrySet().stream())
                            .map(entry -> policy(entry.getKey(), entry.getValue()))
                            .toList());
        });
    }

    private static PolicyContract policy(String name, YamlValue value) {
        YamlMap map = value.map("a policy", ContractKeys.POLICY);
        return new PolicyContract(
                name,
                map.oneOf("for", COMMANDS, "all"),
                map.find("to").map(to -> to.someTexts("to")).orElse(PolicyContract.PUBLIC),
                map.is("restrictive"),
                map.text("using"),
                map.text("with_check"));
    }
}
