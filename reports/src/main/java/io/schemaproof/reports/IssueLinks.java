package io.schemaproof.reports;

import io.qameta.allure.model.Link;
import io.qameta.allure.util.PropertiesUtils;
import io.qameta.allure.util.ResultsUtils;
import io.schemaproof.base.LineComment;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what comments of a migration refer to: addresses, and issues as {@code -- issue: SHOP-12}, whose address Allure's own
 * parameter {@code allure.link.issue.pattern} tells.
 */
final class IssueLinks {

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"'`]+[^\\s<>\"'`.,;:!?)\\]}]");
    private static final Pattern ISSUE = Pattern.compile(
            "(?i)\\b(?:issues?|ticket|jira|refs?|closes|fixes)\\b:?\\s+#?([A-Z][A-Z0-9_]+-\\d+|#?\\d+)");
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/@\\s]*@");
    private static final String PATTERN = "allure.link.issue.pattern";

    private IssueLinks() {}

    static List<Link> of(Migration migration) {
        Map<String, Link> links = new LinkedHashMap<>();
        addAll(migration.up(), links);
        migration.down().ifPresent(down -> addAll(down, links));
        return new ArrayList<>(links.values());
    }

    private static void addAll(Script script, Map<String, Link> links) {
        for (LineComment comment : LineComment.in(script.text())) {
            Matcher address = ADDRESS.matcher(comment.text());
            while (address.find()) {
                String url = CREDENTIALS.matcher(address.group()).replaceFirst("");
                boolean issue = url.matches(".*/(?:issues|browse|work_items)/.*");
                links.put(
                        url,
                        new Link()
                                .setName(url)
                                .setUrl(url)
                                .setType(issue ? ResultsUtils.ISSUE_LINK_TYPE : ResultsUtils.CUSTOM_LINK_TYPE));
            }
            Matcher issue = ISSUE.matcher(comment.text());
            // Without an address there would be nothing behind the link.
            while (issue.find() && PropertiesUtils.loadAllureProperties().containsKey(PATTERN)) {
                links.put(issue.group(1), ResultsUtils.createIssueLink(issue.group(1)));
            }
        }
    }
}
