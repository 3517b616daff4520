package io.schemaproof.reports;

import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.TestResult;
import io.schemaproof.verify.result.Verification;

/** What a result depends on, as parameters. They are left out of Allure's identity: with another seed a test is the same test. */
final class AllureParameters {

    static final String SERVER = "PostgreSQL";

    private AllureParameters() {}

    static void add(TestResult test, Verification verification) {
        verification.parameters().forEach((name, value) -> {
            boolean said = test.getParameters().stream()
                    .anyMatch(other ->
                            other.getName().equals(name) && other.getValue().equals(value));
            if (!said) {
                test.getParameters()
                        .add(new Parameter().setName(name).setValue(value).setExcluded(true));
            }
        });
    }

    /** Of a version's text. */
    static String major(String version) {
        return version.replaceFirst("\\D.*", "");
    }
}
