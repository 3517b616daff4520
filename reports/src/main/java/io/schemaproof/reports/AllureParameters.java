package io.schemaproof.reports;

import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.TestResult;
import java.util.Map;
import java.util.Optional;

/** What a result depends on, as parameters. They are left out of Allure's identity: with another seed a test is the same test. */
final class AllureParameters {

    private static final String SERVER = "PostgreSQL";
    private static final String PROVIDER = "provider";

    private AllureParameters() {}

    static void add(TestResult test, Map<String, String> parameters) {
        parameters.forEach((name, value) -> {
            // What was asked for is no news once it is known what came.
            if (name.equals(SERVER) && !value.equals(major(value))) {
                test.getParameters()
                        .removeIf(other -> other.getName().equals(SERVER)
                                && other.getValue().equals(major(value)));
            }
            boolean said = test.getParameters().stream()
                    .filter(other -> other.getName().equals(name))
                    .anyMatch(other -> other.getValue().equals(value)
                            || (name.equals(SERVER) && value.equals(major(other.getValue()))));
            if (!said) {
                test.getParameters()
                        .add(new Parameter().setName(name).setValue(value).setExcluded(true));
            }
        });
    }

    /** Of the server that a test had; empty where it had none, or nobody knows. */
    static Optional<String> server(TestResult test) {
        return value(test, SERVER);
    }

    static Optional<String> provider(TestResult test) {
        return value(test, PROVIDER);
    }

    private static Optional<String> value(TestResult test, String name) {
        return test.getParameters().stream()
                .filter(parameter -> parameter.getName().equals(name))
                .map(Parameter::getValue)
                .findFirst();
    }

    /** Of a version's text. */
    static String major(String version) {
        return version.replaceFirst("\\D.*", "");
    }
}
