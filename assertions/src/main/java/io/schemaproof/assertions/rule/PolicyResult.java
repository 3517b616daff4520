package io.schemaproof.assertions.rule;

import io.schemaproof.rule.Severity;

/**
 * What a rule found, and how much that weighs here.
 *
 * @param severity what the policy says of the rule
 * @param reason why it weighs so much
 * @param result what was found
 * @since 0.1
 */
public record PolicyResult(Severity severity, String reason, RuleResult result) {}
