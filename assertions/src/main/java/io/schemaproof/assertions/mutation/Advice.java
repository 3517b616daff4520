package io.schemaproof.assertions.mutation;

import io.schemaproof.assertions.structure.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An assertion that would notice a mutant, as calls after {@code assertThat(schema)}.
 *
 * @param calls in their order
 * @since 0.1
 */
public record Advice(List<Call> calls) {

    /**
     * One call.
     *
     * @param method its name
     * @param arguments texts, enum constants or {@link Columns}
     */
    public record Call(String method, List<Object> arguments) {

        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String toString() {
            return method + arguments.stream().map(Call::java).collect(Collectors.joining(", ", "(", ")"));
        }

        private static String java(Object argument) {
            if (argument instanceof Columns columns) {
                return columns.names().stream().map(Call::java).collect(Collectors.joining(", ", "on(", ")"));
            }
            return argument instanceof Enum<?> constant ? constant.name() : '"' + escaped(argument.toString()) + '"';
        }

        private static String escaped(String text) {
            return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        }
    }

    public Advice {
        calls = List.copyOf(calls);
    }

    static Advice of(String method, Object... arguments) {
        return new Advice(List.of(new Call(method, List.of(arguments))));
    }

    Advice then(String method, Object... arguments) {
        List<Call> longer = new ArrayList<>(calls);
        longer.add(new Call(method, List.of(arguments)));
        return new Advice(longer);
    }

    /** As Java: {@code assertThat(schema).table("public.orders").column("total").isNotNullable();}. */
    @Override
    public String toString() {
        return calls.stream().map(Call::toString).collect(Collectors.joining(".", "assertThat(schema).", ";"));
    }
}
