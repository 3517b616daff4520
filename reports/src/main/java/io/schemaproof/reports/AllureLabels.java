package io.schemaproof.reports;

import io.qameta.allure.SeverityLevel;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Link;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.util.ResultsUtils;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.Migration;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a result stands in Allure's lists: epic, feature, story, severity, owner, and what it is linked to. */
final class AllureLabels {

    static final String EPIC = "database";

    private final Path folder;
    private final CodeOwners owners;
    private final Optional<String> docs;

    AllureLabels(Path folder, Configuration configuration) {
        this.folder = folder;
        this.owners = CodeOwners.of(folder);
        this.docs = configuration
                .orElse(Configuration.ofSystem())
                .get(ConfigurationParameters.REPORT_DOCS)
                .map(base -> base.endsWith("/") ? base : base + "/");
    }

    /** The labels of a migration that say the same whatever was found. */
    List<Label> of(Migration migration) {
        List<Label> labels = new ArrayList<>(List.of(
                ResultsUtils.createEpicLabel(EPIC),
                ResultsUtils.createStoryLabel(migration.up().path())));
        owners.of(folder, migration.up().path()).forEach(owner -> labels.add(ResultsUtils.createOwnerLabel(owner)));
        return labels;
    }

    /** Says where a test stands whose author and checks have not. */
    static void unlessGiven(TestResult test, String feature) {
        addUnlessGiven(test, ResultsUtils.createEpicLabel(EPIC));
        addUnlessGiven(test, ResultsUtils.createFeatureLabel(feature));
    }

    /** Says which table a test of assertions is about, by the first that one of them tells of. */
    static void storyUnlessGiven(TestResult test, String table) {
        addUnlessGiven(test, ResultsUtils.createStoryLabel(table));
    }

    private static void addUnlessGiven(TestResult test, Label label) {
        if (test.getLabels().stream().noneMatch(other -> other.getName().equals(label.getName()))) {
            test.getLabels().add(label);
        }
    }

    /** What has failed; where nothing has, all that was looked at. */
    static List<Label> features(List<CheckResult> checks, List<Finding> findings) {
        Set<String> features = new LinkedHashSet<>();
        findings.stream()
                .filter(finding -> verdict(finding) != MigrationVerdict.OK)
                .forEach(finding -> Contracts.of(finding).ifPresent(features::add));
        if (features.isEmpty()) {
            checks.forEach(check -> Contracts.ofCheck(check.check()).ifPresent(features::add));
        }
        return features.stream().map(ResultsUtils::createFeatureLabel).toList();
    }

    private static MigrationVerdict verdict(Finding finding) {
        return MigrationRule.of(finding.rule()).map(MigrationRule::verdict).orElse(MigrationVerdict.OK);
    }

    /** That of the heaviest finding; none where nothing was found. */
    static Optional<Label> severity(List<Finding> findings) {
        return findings.stream()
                .map(Finding::severity)
                .min(Comparator.naturalOrder())
                .map(severity -> switch (severity) {
                    case ERROR -> SeverityLevel.CRITICAL;
                    case WARNING -> SeverityLevel.MINOR;
                    case NOTE -> SeverityLevel.TRIVIAL;
                })
                .map(ResultsUtils::createSeverityLabel);
    }

    /** The pages that explain the rules, where it is known where they can be read, and what comments refer to. */
    List<Link> links(Migration migration, List<Finding> findings) {
        List<Link> links = new ArrayList<>(IssueLinks.of(migration));
        docs.ifPresent(base -> findings.stream()
                .filter(finding -> Contracts.page(finding).isPresent())
                .map(Finding::rule)
                .distinct()
                .forEach(rule -> findings.stream()
                        .filter(finding -> finding.rule().equals(rule))
                        .findFirst()
                        .flatMap(Contracts::page)
                        .ifPresent(page -> links.add(
                                new Link().setName(rule).setUrl(base + page).setType(ResultsUtils.CUSTOM_LINK_TYPE)))));
        return links;
    }
}
