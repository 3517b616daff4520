package io.schemaproof.reports;

import io.qameta.allure.model.TestResult;
import io.qameta.allure.util.ResultsUtils;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a test of JUnit's stands in Allure's lists: the class as its suite, and the contract as its feature, unless it has these already.
 *
 * @param unique what JUnit calls it
 * @param titles of what is around it, without numbers
 */
record AllurePlace(String unique, List<String> titles) {

    private static final Pattern CLASS = Pattern.compile("\\[class:([^]]+)]");
    private static final Pattern NESTED = Pattern.compile("\\[nested-class:([^]]+)]");
    /** Of the engine that runs classes without code. */
    private static final Pattern SUITE = Pattern.compile("^\\[engine:schemaproof]/.*\\[suite:([A-Z_]+)]");

    private static final Pattern METHOD = Pattern.compile("\\[(?:test-factory|test-template|method):(\\w+)\\(");
    private static final Pattern CONTRACT =
            Pattern.compile("io\\.schemaproof\\.suites\\.(?:(\\w+)Contract|MigrationSuite)");

    /** Of what a suite of all holds: {@code safety: …}. */
    private static final Pattern TITLE = Pattern.compile("([a-z][a-z ]+): ");

    /** @param started whether it stands under Schemaproof's extension */
    void giveTo(TestResult test, boolean started) {
        Matcher owner = CLASS.matcher(unique);
        if (owner.find()
                && AllureIdentity.label(test, ResultsUtils.SUITE_LABEL_NAME).isEmpty()) {
            place(test, owner.group(1) + nested());
        }
        Matcher suite = SUITE.matcher(unique);
        if (suite.find()) {
            AllureLabels.unlessGiven(
                    test, suite.group(1).toLowerCase(Locale.ROOT).replace('_', ' '));
        } else if (started) {
            AllureLabels.unlessGiven(test, contract().orElse("assertions"));
        }
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
    private Optional<String> contract() {
        Matcher owner = CLASS.matcher(unique);
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
    private String nested() {
        return NESTED.matcher(unique)
                .results()
                .map(found -> '$' + found.group(1))
                .collect(Collectors.joining());
    }
}
