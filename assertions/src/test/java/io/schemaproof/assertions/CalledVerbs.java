package io.schemaproof.assertions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * Which methods of assertions the compiled tests call, and which of them are the ones that fail.
 *
 * <p>The one that fails is the last call of a lambda that is handed over as a {@link ThrowingCallable}, or as a {@link Failing}
 * one: what stands before it in the chain passes. Where that call has a block itself, it is the last of the block.
 */
final class CalledVerbs {

    private static final Set<String> LAMBDAS_THAT_FAIL =
            Set.of(Type.getInternalName(ThrowingCallable.class), Type.getInternalName(Failing.class));

    /** What demands another exception than a failed assertion, or none. */
    private static final Set<String> OTHER_DEMANDS = Set.of(
            "assertThatIllegalArgumentException",
            "assertThatIllegalStateException",
            "assertThatCode",
            "assertThatNoException");

    private final Map<String, List<Step>> bodies = new HashMap<>();
    private final Set<Method> called = new HashSet<>();
    private final Set<String> passing = new HashSet<>();
    private final Set<String> failing = new HashSet<>();

    /** A call or the making of a lambda, in the order of the code. */
    private record Step(String owner, String name, String descriptor, String lambda) {

        boolean isLambda() {
            return !lambda.isEmpty();
        }

        String key() {
            return owner + "#" + name + descriptor;
        }
    }

    private CalledVerbs(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class")).forEach(this::read);
        }
        Set<Step> refused = Collections.newSetFromMap(new IdentityHashMap<>());
        for (List<Step> body : bodies.values()) {
            for (int i = 0; i < body.size(); i++) {
                if (LAMBDAS_THAT_FAIL.contains(body.get(i).lambda()) && demandsFailure(body, i)) {
                    refused.add(lastOf(body.get(i)));
                }
            }
        }
        for (List<Step> body : bodies.values()) {
            for (Step step : body) {
                Method verb = verb(step);
                if (verb != null) {
                    called.add(verb);
                    (refused.contains(step) ? failing : passing).add(name(verb));
                }
            }
        }
    }

    static CalledVerbs of(Path classes) throws IOException {
        return new CalledVerbs(classes);
    }

    boolean calls(Method verb) {
        return called.contains(verb);
    }

    boolean passes(Method verb) {
        return passing.contains(name(verb));
    }

    boolean fails(Method verb) {
        return failing.contains(name(verb));
    }

    static String name(Method verb) {
        return verb.getDeclaringClass().getSimpleName() + "#" + verb.getName();
    }

    /** The call that ends what this step leads to: a lambda's body, a block of it, a helper of the tests. */
    private Step lastOf(Step step) {
        List<Step> body = bodies.get(step.key());
        if (body == null || verb(step) != null) {
            return step;
        }
        for (int i = body.size() - 1; i >= 0; i--) {
            Step last = body.get(i);
            if (!last.isLambda() && (verb(last) != null || bodies.containsKey(last.key()))) {
                Step block = i == 0 || !body.get(i - 1).isLambda() ? last : lastOf(body.get(i - 1));
                return verb(block) != null && block != last ? block : lastOf(last);
            }
        }
        return step;
    }

    private static boolean demandsFailure(List<Step> body, int lambda) {
        for (int i = lambda - 1; i >= 0; i--) {
            Step step = body.get(i);
            if (step.name().startsWith("assertThat") && step.owner().equals("org/assertj/core/api/Assertions")) {
                if (OTHER_DEMANDS.contains(step.name()) && takesIt(body, lambda).equals("isThrownBy")) {
                    return false;
                }
                break;
            }
        }
        return !OTHER_DEMANDS.contains(takesIt(body, lambda));
    }

    private static String takesIt(List<Step> body, int lambda) {
        return body.stream()
                .skip(lambda + 1L)
                .filter(step -> !step.isLambda()
                        && step.descriptor().contains(body.get(lambda).lambda()))
                .map(Step::name)
                .findFirst()
                .orElse("");
    }

    /** All public methods that an assertion class declares, bridges and what is abstract left out. */
    static Stream<Method> verbsOf(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !Modifier.isAbstract(method.getModifiers())
                        && !method.isSynthetic());
    }

    private static Method verb(Step step) {
        if (!step.owner().startsWith("io/schemaproof/") || !step.owner().endsWith("Assert")) {
            return null;
        }
        try {
            String parameters = step.descriptor().substring(0, step.descriptor().indexOf(')') + 1);
            Class<?> type = Class.forName(Type.getObjectType(step.owner()).getClassName());
            for (; type != null && AbstractAssert.class.isAssignableFrom(type); type = type.getSuperclass()) {
                for (Method method : verbsOf(type).toList()) {
                    if (method.getName().equals(step.name())
                            && Type.getMethodDescriptor(method).startsWith(parameters)) {
                        return method;
                    }
                }
            }
            return null;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(Path file) {
        try {
            new ClassReader(Files.readAllBytes(file)).accept(new Reader(), ClassReader.SKIP_DEBUG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Reader extends ClassVisitor {

        private String owner = "";

        Reader() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String above, String[] interfaces) {
            owner = name;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] errors) {
            List<Step> body = new ArrayList<>();
            bodies.put(owner + "#" + name + descriptor, body);
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int code, String owner, String name, String descriptor, boolean inside) {
                    body.add(new Step(owner, name, descriptor, ""));
                }

                @Override
                public void visitInvokeDynamicInsn(String name, String made, Handle by, Object... arguments) {
                    if (arguments.length > 1 && arguments[1] instanceof Handle code) {
                        String lambda = Type.getReturnType(made).getInternalName();
                        body.add(new Step(code.getOwner(), code.getName(), code.getDesc(), lambda));
                    }
                }
            };
        }
    }
}
