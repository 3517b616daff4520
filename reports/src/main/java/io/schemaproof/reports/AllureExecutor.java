package io.schemaproof.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells Allure who ran the checks, from what services of CI say in the environment. */
final class AllureExecutor {

    private AllureExecutor() {}

    /** Writes {@code executor.json} unless there is one, or nobody says who runs. */
    static void write(Path directory, Environment environment) throws IOException {
        Path file = directory.resolve("executor.json");
        Map<String, String> executor = of(environment);
        if (executor.isEmpty() || Files.exists(file)) {
            return;
        }
        Files.write(file, JsonDocument.bytes(json -> {
            json.writeStartObject();
            for (Map.Entry<String, String> entry : executor.entrySet()) {
                // Allure wants a number where it orders builds.
                if (entry.getKey().equals("buildOrder")) {
                    json.writeNumberField(entry.getKey(), Long.parseLong(entry.getValue()));
                } else {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
            }
            json.writeEndObject();
        }));
    }

    /** The environment, by name. */
    @FunctionalInterface
    interface Environment {
        @Nullable
        String get(String name);
    }

    static Map<String, String> of(Environment environment) {
        if (environment.get("GITHUB_ACTIONS") != null) {
            String url = environment.get("GITHUB_SERVER_URL") + "/" + environment.get("GITHUB_REPOSITORY")
                    + "/actions/runs/" + environment.get("GITHUB_RUN_ID");
            return executor(
                    "GitHub Actions",
                    "github",
                    environment.get("GITHUB_WORKFLOW"),
                    environment.get("GITHUB_RUN_NUMBER"),
                    url);
        }
        if (environment.get("GITLAB_CI") != null) {
            return executor(
                    "GitLab CI",
                    "gitlab",
                    environment.get("CI_JOB_NAME"),
                    environment.get("CI_PIPELINE_IID"),
                    environment.get("CI_JOB_URL"));
        }
        if (environment.get("JENKINS_URL") != null) {
            return executor(
                    "Jenkins",
                    "jenkins",
                    environment.get("JOB_NAME"),
                    environment.get("BUILD_NUMBER"),
                    environment.get("BUILD_URL"));
        }
        return Map.of();
    }

    private static Map<String, String> executor(
            String name, String type, @Nullable String job, @Nullable String number, @Nullable String url) {
        Map<String, String> executor = new LinkedHashMap<>();
        executor.put("name", name);
        executor.put("type", type);
        if (number != null && number.matches("\\d{1,18}")) {
            executor.put("buildOrder", number);
            executor.put("buildName", (job == null ? name : job) + " #" + number);
        }
        if (url != null) {
            // Addresses of CI may hold a token.
            executor.put("buildUrl", url.replaceFirst("(?<=://)[^/@]*@", ""));
        }
        return executor;
    }
}
