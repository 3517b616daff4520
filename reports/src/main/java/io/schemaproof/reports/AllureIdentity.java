package io.schemaproof.reports;

import io.qameta.allure.listener.TestLifecycleListener;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.util.ResultsUtils;
import java.lang.annotation.Annotation;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Give tests that JUnit makes while it runs what Allure gives others: their class as the suite, and an identity of names. JUnit
 * numbers them, so that a migration that comes in between would give its neighbours' history to others. Two tests of one name are
 * two: Allure would take the second for another try of the first, and show that one's failure no more.
 *
 * @since 0.1
 */
public final class AllureIdentity implements TestLifecycleListener {

    private static final String UNIQUE = "junit.platform.uniqueid";
    private static final Pattern CLASS = Pattern.compile("\\[class:([^]]+)]");
    /** Of the engine that runs classes without code. */
    private static final Pattern SUITE = Pattern.compile("^\\[engine:schemaproof]/.*\\[suite:([A-Z_]+)]");

    private static final Pattern NUMBER = Pattern.compile("#\\d+");

    /** Identity to the test that has it in this run. */
    private final Map<String, String> given = new ConcurrentHashMap<>();

    /** Called by {@link java.util.ServiceLoader}. */
    public AllureIdentity() {}

    @Override
    public void beforeTestWrite(TestResult test) {
        Optional<String> unique = label(test, UNIQUE);
        if (unique.isEmpty()) {
            return;
        }
        Matcher owner = CLASS.matcher(unique.get());
        if (owner.find() && label(test, ResultsUtils.SUITE_LABEL_NAME).isEmpty()) {
            place(test, owner.group(1));
        }
        Matcher suite = SUITE.matcher(unique.get());
        if (suite.find() && label(test, ResultsUtils.EPIC_LABEL_NAME).isEmpty()) {
            test.getLabels().add(ResultsUtils.createEpicLabel(AllureLabels.EPIC));
            test.getLabels()
                    .add(ResultsUtils.createFeatureLabel(
                            suite.group(1).toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        if (NUMBER.matcher(unique.get()).find() && isOurs(test, unique.get())) {
            identify(test, unique.get());
        }
    }

    /** Others' dynamic tests keep what they have. */
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
        } catch (ReflectiveOperationException | LinkageError e) {
            // Its name says enough.
        }
        return owner;
    }

    private void identify(TestResult test, String unique) {
        String name = NUMBER.matcher(unique).replaceAll("") + '\n' + test.getTitlePath() + '\n' + test.getName();
        // With another seed it is the same test, on another major version it is not.
        String major = test.getParameters().stream()
                .filter(parameter -> parameter.getName().equals(AllureParameters.SERVER))
                .map(Parameter::getValue)
                .map(AllureParameters::major)
                .findFirst()
                .orElse("");
        String id = ResultsUtils.md5(name + '\n' + major);
        if (!unique.equals(given.computeIfAbsent(id, key -> unique))) {
            id = ResultsUtils.md5(name + '\n' + major + '\n' + unique);
        }
        test.setHistoryId(id).setTestCaseId(ResultsUtils.md5(name));
    }

    private static Optional<String> label(TestResult test, String name) {
        return test.getLabels().stream()
                .filter(label -> label.getName().equals(name))
                .map(Label::getValue)
                .findFirst();
    }
}
