package io.schemaproof.reports;

import io.qameta.allure.listener.TestLifecycleListener;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.util.PropertiesUtils;
import io.qameta.allure.util.ResultsUtils;
import io.schemaproof.verify.result.StartedTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

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
        new AllurePlace(unique.get(), titles(test)).giveTo(test, started);
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

    static Optional<String> label(TestResult test, String name) {
        return test.getLabels().stream()
                .filter(label -> label.getName().equals(name))
                .map(Label::getValue)
                .findFirst();
    }
}
