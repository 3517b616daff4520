package io.schemaproof.junit;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.verify.result.AssertionListeners;
import io.schemaproof.verify.result.StartedTest;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Tells reports of a test that begins. */
final class TestStart {

    private static final String CLASS_FOR_VALUES = "[class-template-invocation:";

    /** Who gets one of these has a server, or makes one. */
    private static final Set<Class<?>> ASKING = Set.of(MigrationSetup.class, ServerRequest.class, DatabaseServer.class);

    private TestStart() {}

    static void tell(ExtensionContext context, Optional<ReflectiveInvocationContext<Method>> invocation) {
        AssertionListeners.began(() -> {
            List<String> ofClass = ofClass(context);
            List<String> own = invocation.map(TestStart::values).orElse(List.of());
            List<String> values = new ArrayList<>(ofClass);
            // What is known by its name alone has this for a value, where its class has one.
            values.addAll(own.isEmpty() && !ofClass.isEmpty() ? List.of(context.getDisplayName()) : own);
            return new StartedTest(values, parameters(context));
        });
    }

    /** Of the classes around it that are run for several values themselves. */
    private static List<String> ofClass(ExtensionContext context) {
        List<String> values = new ArrayList<>();
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            String id = at.get().getUniqueId();
            if (id.substring(id.lastIndexOf('/') + 1).startsWith(CLASS_FOR_VALUES)) {
                values.add(at.get().getDisplayName().replaceFirst("^\\[\\d+] ", ""));
            }
        }
        return values;
    }

    /** It does not begin, and yet is no other than when it does. */
    static void tellUnprepared(ExtensionContext context) {
        AssertionListeners.began(
                () -> StartedTest.on(TestScope.of(context).settings().server()));
    }

    /** Of the arguments that somebody gives, in contrast to those that an extension makes for each test. */
    private static List<String> values(ReflectiveInvocationContext<Method> test) {
        List<String> values = new ArrayList<>();
        Parameter[] parameters = test.getExecutable().getParameters();
        for (int i = 0; i < parameters.length; i++) {
            Class<?> type = parameters[i].getType();
            if (Injected.as(type).isEmpty() && !type.getName().startsWith("org.junit.")) {
                values.add(text(test.getArguments().get(i)));
            }
        }
        return values;
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        String text = value.getClass().isArray() ? Arrays.deepToString(new Object[] {value}) : String.valueOf(value);
        // What says nothing but where it lies in memory is another text in each run.
        return text.endsWith("@" + Integer.toHexString(System.identityHashCode(value)))
                ? value.getClass().getName()
                : text;
    }

    private static SortedMap<String, String> parameters(ExtensionContext context) {
        Optional<DatabaseServer> server = TestScope.serverInUse(context);
        if (server.isPresent()) {
            return StartedTest.on(server.get()).parameters();
        }
        boolean asks = method(context).stream()
                .flatMap(method -> Arrays.stream(method.getParameterTypes()))
                .anyMatch(ASKING::contains);
        return asks ? StartedTest.on(TestScope.of(context).settings().server()).parameters() : new TreeMap<>();
    }

    /** Of a dynamic test, the one that has made it. */
    private static Optional<Method> method(ExtensionContext context) {
        return context.getTestMethod().or(() -> context.getParent().flatMap(TestStart::method));
    }
}
