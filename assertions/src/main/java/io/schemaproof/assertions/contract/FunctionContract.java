package io.schemaproof.assertions.contract;

import io.schemaproof.catalog.Function.Parallel;
import io.schemaproof.catalog.Function.Volatility;
import java.util.List;
import java.util.Optional;

/**
 * What a function, procedure or aggregate has to be; its body is free.
 *
 * @param arguments as CREATE FUNCTION takes them, with names, modes and defaults; where they are not said, each may have any name,
 *     and none is OUT, INOUT, VARIADIC or has a default
 * @param returns empty for a procedure
 * @param settings those that hold while it runs, as {@code search_path=pg_catalog}, sorted
 * @since 0.1
 */
public record FunctionContract(
        Kind kind,
        Optional<String> arguments,
        Optional<String> returns,
        String language,
        Volatility volatility,
        Parallel parallel,
        boolean isStrict,
        boolean isSecurityDefiner,
        boolean isLeakproof,
        List<String> settings,
        Optional<String> comment) {

    public FunctionContract {
        settings = settings.stream().sorted().toList();
    }

    /** A function as CREATE FUNCTION makes it when nothing else is said. */
    public static FunctionContract function(String returns, String language) {
        return of(Kind.FUNCTION, Optional.of(returns), language);
    }

    /** A procedure as CREATE PROCEDURE makes it when nothing else is said. */
    public static FunctionContract procedure(String language) {
        return of(Kind.PROCEDURE, Optional.empty(), language);
    }

    /** The same, STABLE. */
    public FunctionContract stable() {
        return with(Volatility.STABLE);
    }

    /** The same, IMMUTABLE. */
    public FunctionContract immutable() {
        return with(Volatility.IMMUTABLE);
    }

    /** The same with these arguments: {@code amount numeric, OUT tax numeric}. */
    public FunctionContract withArguments(String arguments) {
        return with(Optional.of(arguments), volatility);
    }

    private FunctionContract with(Volatility other) {
        return with(arguments, other);
    }

    private FunctionContract with(Optional<String> list, Volatility other) {
        return new FunctionContract(
                kind,
                list,
                returns,
                language,
                other,
                parallel,
                isStrict,
                isSecurityDefiner,
                isLeakproof,
                settings,
                comment);
    }

    private static FunctionContract of(Kind kind, Optional<String> returns, String language) {
        return new FunctionContract(
                kind,
                Optional.empty(),
                returns,
                language,
                Volatility.VOLATILE,
                Parallel.UNSAFE,
                false,
                false,
                false,
                List.of(),
                Optional.empty());
    }

    /** What it is. */
    public enum Kind {
        FUNCTION,
        PROCEDURE,
        AGGREGATE
    }
}
