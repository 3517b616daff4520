package io.schemaproof.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A soft assertion is a proxy without a state of its own: it passes on public methods alone, and any other would run on nothing. So
 * methods that are not public are called by the assertion itself, and by others only on an object that they know to be no proxy.
 */
class HiddenCallsTest {

    /** The calls there were when this was written; fewer means that the search has gone wrong. */
    private static final int LEAST = 500;

    private static final Map<String, String> KNOW_WHAT_THEY_CALL = Map.of(
            "ContractScope", "has the object behind the watched one beside it",
            "ObjectContractChecks", "makes the object, and has the one of the schema from who made that",
            "SchemaContractCheck", "is given the object that was just made",
            "PartitionContractCheck", "calls what ContractScope has",
            "DataContractSteps", "is given the object that was just made",
            "FileContract", "makes the object",
            "NamespaceAssert", "makes the object that stands for the same schema",
            "SchemaAssert", "makes the object",
            "RowAssert", "makes the object",
            "TriggerLookup", "makes the object");

    private static final Set<String> FOUND = new TreeSet<>();
    private static int calls;

    @BeforeAll
    static void read() throws Exception {
        AssertClassesTest.classes(".class")
                // The proxies themselves are at home there.
                .filter(type -> !type.getPackageName().equals(AbstractSchemaproofAssert.class.getPackageName()))
                .forEach(HiddenCallsTest::read);
        read(Careless.class);
    }

    @Test
    void the_search_finds_them() {
        assertThat(calls).isGreaterThan(LEAST);
        assertThat(FOUND).contains("Careless -> Careless#hidden");
    }

    @Test
    void nobody_else_calls_a_method_that_is_not_public() {
        assertThat(FOUND)
                .filteredOn(call -> !call.startsWith("Careless ")
                        && !KNOW_WHAT_THEY_CALL.containsKey(call.substring(0, call.indexOf(' '))))
                .isEmpty();
    }

    @Test
    void each_exception_is_needed() {
        assertThat(KNOW_WHAT_THEY_CALL.keySet())
                .allMatch(caller -> FOUND.stream().anyMatch(call -> call.startsWith(caller + " ")));
    }

    private static void read(Class<?> caller) {
        try (InputStream code = Objects.requireNonNull(
                caller.getResourceAsStream(caller.getName().replaceFirst(".*\\.", "") + ".class"))) {
            new ClassReader(code).accept(new Reader(caller), ClassReader.SKIP_DEBUG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The method that is called, where it is one of an assertion, is not public, and a proxy can be asked for it. */
    private static Optional<Method> hidden(String owner, String name, String descriptor) throws ClassNotFoundException {
        Class<?> type = owner.startsWith("[")
                ? Object.class
                : Class.forName(Type.getObjectType(owner).getClassName());
        if (!AbstractSchemaproofAssert.class.isAssignableFrom(type) || Modifier.isFinal(type.getModifiers())) {
            return Optional.empty();
        }
        return Stream.<Class<?>>iterate(type, AbstractSchemaproofAssert.class::isAssignableFrom, Class::getSuperclass)
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                .filter(method -> method.getName().equals(name)
                        && Type.getMethodDescriptor(method).equals(descriptor))
                .findFirst()
                .filter(method -> !Modifier.isPublic(method.getModifiers())
                        && !Modifier.isPrivate(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers()));
    }

    private static final class Reader extends ClassVisitor {

        private final Class<?> caller;

        Reader(Class<?> caller) {
            super(Opcodes.ASM9);
            this.caller = caller;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] errors) {
            // A block that has no this calls what it is given.
            boolean isBlock = name.startsWith("lambda$") && (access & Opcodes.ACC_STATIC) != 0;
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int code, String owner, String name, String descriptor, boolean inside) {
                    if (code != Opcodes.INVOKESPECIAL) {
                        called(owner, name, descriptor, isBlock);
                    }
                }

                @Override
                public void visitInvokeDynamicInsn(String name, String made, Handle by, Object... arguments) {
                    Arrays.stream(arguments)
                            .filter(Handle.class::isInstance)
                            .map(Handle.class::cast)
                            .forEach(code -> called(code.getOwner(), code.getName(), code.getDesc(), isBlock));
                }
            };
        }

        private void called(String owner, String name, String descriptor, boolean isBlock) {
            try {
                hidden(owner, name, descriptor).ifPresent(method -> {
                    calls++;
                    Class<?> home = method.getDeclaringClass();
                    // Protected ones are called through a block of the compiler's, on this.
                    boolean inBlock = isBlock && !Modifier.isProtected(method.getModifiers());
                    if (inBlock || !home.isAssignableFrom(caller)) {
                        FOUND.add(caller.getSimpleName() + " -> " + home.getSimpleName() + "#" + name);
                    }
                });
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Does what the others must not: its block asks what it is given. */
    private abstract static class Careless extends AbstractSchemaproofAssert<Careless, String> {

        private Careless() {
            super("", Careless.class);
        }

        static Function<Careless, String> block() {
            return given -> given.hidden();
        }

        abstract String hidden();
    }
}
