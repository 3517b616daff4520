package io.schemaproof.reports;

import io.qameta.allure.listener.TestLifecycleListener;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.util.PropertiesUtils;
import io.qameta.allure.util.ResultsUtils;
import io.schemaproof.verify.result.StartedTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Give tests that JUnit makes while it runs what Allure gives others: their class as the suite, and an identity of names and
 * values. JUnit numbers them, so that a migration or an argument that comes in between would give its neighbours' history to
 * others. Two tests of one name are two: Allure would take the second for another try of the first, and show that one's failure
 * no more. To those that have lost their server, its log is attached.
 *
 * @since 0.1
 */
public final class AllureIdentity implements TestLifecycleListener {

    private static final String UNIQUE = "junit.platform.uniqueid";
    /** On a test that runs, never in what is written. */
    private static final String STARTED = "schemaproof.started";

    private static final String VALUES = "schemaproof.values";
    private static final String DIRECTORY = "allure.results.directory";

    private static final Pattern CLASS = Pattern.compile("\\[class:([^]]+)]");
    private static final Pattern NESTED = Pattern.compile("\\[nested-class:([^]]+)]");
    /** Of the engine that runs classes without code. */
    private static final Pattern SUITE = Pattern.compile("^\\[engine:schemaproof]/.*\\[suite:([A-Z_]+)]");

    private static final Pattern METHOD = Pattern.compile("\\[(?:test-factory|test-template|method):(\\w+)\\(");
    private static final Pattern CONTRACT =
            Pattern.compile("io\\.schemaproof\\.suites\\.(?:(\\w+)Contract|MigrationSuite)");

    /** Of what a suite of all holds: {@code safety: …}. */
    private static final Pattern TITLE = Pattern.compile("([a-z][a-z ]+): ");

    private static final Pattern NUMBER = Pattern.compile("#\\d+");

    /** The number before values, and how many repetitions there are. */
    private static final Pattern COUNT = Pattern.compile("(?:^| )\\[\\d+](?= )|(?<= repetition \\d{1,6}) of \\d+$");

    /** What an object without a text of its own says of itself: another thing in each run. */
    private static final Pattern MEMORY = Pattern.compile("[\\w.$/]+@[0-9a-f]{1,8}");

    /** Identity to the test that has it in this run. */
    private final Map<String, String> given = new ConcurrentHashMap<>();

    private final AllureLostServers lost = new AllureLostServers();

    /** Called by {@link java.util.ServiceLoader}. */
    public AllureIdentity() {}

    /** Keep with a test that runs what it is run for. */
    static void mark(TestResult test, StartedTest started) {
        test.getLabels().add(new Label().setName(STARTED).setValue("yes"));
        if (!started.values().isEmpty()) {
            test.getLabels()
                    .add(new Label().setName(VALUES).setValue(started.values().toString()));
        }
        AllureParameters.add(test, started.parameters());
    }

    @Override
    public void beforeTestWrite(TestResult test) {
        Optional<String> unique = label(test, UNIQUE);
        if (unique.isEmpty()) {
            return;
        }
        lost.addTo(test);
        boolean started = label(test, STARTED).isPresent();
        Optional<String> values = label(test, VALUES);
        test.getLabels()
                .removeIf(label ->
                        label.getName().equals(STARTED) || label.getName().equals(VALUES));
        Matcher owner = CLASS.matcher(unique.get());
        if (owner.find() && label(test, ResultsUtils.SUITE_LABEL_NAME).isEmpty()) {
            place(test, owner.group(1) + nested(unique.get()));
        }
        Matcher suite = SUITE.matcher(unique.get());
        if (suite.find()) {
            AllureLabels.unlessGiven(
                    test, suite.group(1).toLowerCase(Locale.ROOT).replace('_', ' '));
        } else if (started) {
            AllureLabels.unlessGiven(
                    test, contract(unique.get(), owner.reset(), titles(test)).orElse("assertions"));
        }
        // Others' tests keep what they have.
        if (started || isOurs(test, unique.get())) {
            identify(test, unique.get(), values);
        }
    }

    /** What belongs to no single test. */
    @Override
    public void afterTestWrite(TestResult test) {
        Path directory = Path.of(PropertiesUtils.loadAllureProperties().getProperty(DIRECTORY, "allure-results"));
        if (AllureParameters.provider(test).isEmpty() || !Files.isDirectory(directory)) {
            return;
        }
        try {
            AllureFolder.write(directory, test);
        } catch (IOException e) {
            throw new UncheckedIOException(WriteFailure.reason(e), e);
        }
    }

    private static boolean isOurs(TestResult test, String unique) {
        return unique.startsWith("[engine:schemaproof]")
                || label(test, ResultsUtils.EPIC_LABEL_NAME)
                        .filter(AllureLabels.EPIC::equals)
                        .isPresent();
    }

    private static void place(TestResult test, String owner) {
        test.getLabels().add(ResultsUtils.createSuiteLabel(title(owner)));
        test.getLabels().add(ResultsUtils.createTestClassLabel(owner));
        test.getLabels().add(ResultsUtils.createPackageLabel(owner));
        if (test.getTitlePath() != null && !test.getTitlePath().isEmpty()) {
            test.getLabels().add(ResultsUtils.createSubSuiteLabel(String.join(" · ", test.getTitlePath())));
        }
    }

    /** Of a test that a class has from one of our contracts: {@code AuditContract} is audit. A suite of all says it in a title. */
    private static Optional<String> contract(String unique, Matcher owner, List<String> titles) {
        Matcher method = METHOD.matcher(unique);
        if (!owner.find() || !method.find()) {
            return Optional.empty();
        }
        try {
            Class<?> type =
                    Class.forName(owner.group(1), false, Thread.currentThread().getContextClassLoader());
            return Arrays.stream(type.getMethods())
                    .filter(each -> each.getName().equals(method.group(1)))
                    .map(each -> CONTRACT.matcher(each.getDeclaringClass().getName()))
                    .filter(Matcher::matches)
                    .findFirst()
                    .flatMap(found -> found.group(1) == null
                            ? titles.stream()
                                    .map(TITLE::matcher)
                                    .filter(Matcher::lookingAt)
                                    .map(title -> title.group(1))
                                    .findFirst()
                            : Optional.of(found.group(1)
                                    .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                                    .toLowerCase(Locale.ROOT)));
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** As Allure calls the other tests of the class; JUnit itself is not needed for this. */
    private static String title(String owner) {
        try {
            Class<?> type = Class.forName(owner, false, Thread.currentThread().getContextClassLoader());
            for (Annotation annotation : type.getAnnotations()) {
                if (annotation.annotationType().getName().equals("org.junit.jupiter.api.DisplayName")) {
                    return String.valueOf(
                            annotation.annotationType().getMethod("value").invoke(annotation));
                }
            }
            return Optional.ofNullable(type.getCanonicalName()).orElse(owner);
        } catch (ReflectiveOperationException | LinkageError e) {
            // Its name says enough.
            return owner;
        }
    }

    /** Classes in the class, as the JVM writes them behind it. */
    private static String nested(String unique) {
        return NESTED.matcher(unique).results().map(found -> '$' + found.group(1)).collect(Collectors.joining());
    }

    /** With another seed it is the same test, on another major version it is not. */
    private void identify(TestResult test, String unique, Optional<String> values) {
        String major =
                AllureParameters.server(test).map(AllureParameters::major).orElse("");
        test.getParameters()
                .removeIf(parameter ->
                        MEMORY.matcher(String.valueOf(parameter.getValue())).matches());
        if (!NUMBER.matcher(unique).find()) {
            if (!major.isEmpty()) {
                test.setHistoryId(ResultsUtils.md5(unique + '\n' + major));
            }
            return;
        }
        // It holds the number.
        test.getParameters().removeIf(parameter -> unique.equals(parameter.getValue()));
        String name = NUMBER.matcher(unique).replaceAll("")
                + '\n'
                + (values.isPresent() ? values.get() : titles(test) + "\n" + counted(test.getName()));
        String id = ResultsUtils.md5(name + '\n' + major);
        if (!unique.equals(given.computeIfAbsent(id, key -> unique))) {
            id = ResultsUtils.md5(name + '\n' + major + '\n' + unique);
        }
        test.setHistoryId(id).setTestCaseId(ResultsUtils.md5(name));
    }

    private static List<String> titles(TestResult test) {
        return test.getTitlePath() == null
                ? List.of()
                : test.getTitlePath().stream().map(AllureIdentity::counted).toList();
    }

    private static String counted(String name) {
        return COUNT.matcher(name).replaceFirst("");
    }

    private static Optional<String> label(TestResult test, String name) {
        return test.getLabels().stream()
                .filter(label -> label.getName().equals(name))
                .map(Label::getValue)
                .findFirst();
    }
}
