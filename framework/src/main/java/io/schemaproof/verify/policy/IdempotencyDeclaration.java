package io.schemaproof.verify.policy;

import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.Declaration;
import io.schemaproof.verify.result.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment in an up that asks for another policy than that of its folder, and says why:
 * {@code -- schemaproof:idempotency off because the rows are counted up on purpose}.
 */
record IdempotencyDeclaration(Place place, IdempotencyPolicy policy, String reason) {

    private static final Pattern PARTS = Pattern.compile("\\A(\\w+)(?:[ \\t]+because\\b[ \\t:]*(.*))?\\Z");

    /**
     * What the comments of a script ask for.
     *
     * @param asked empty if none asks for anything, or none in words that count
     */
    record Found(Optional<IdempotencyDeclaration> asked, List<Finding> invalid) {}

    /** Read the comments of a script; the first that counts does. */
    static Found in(Script script) {
        List<IdempotencyDeclaration> valid = new ArrayList<>();
        List<Finding> invalid = new ArrayList<>();
        for (Declaration comment : Declaration.in(script, "idempotency")) {
            Place place = comment.place();
            Matcher parts = PARTS.matcher(comment.text());
            Optional<IdempotencyPolicy> policy = parts.find() ? IdempotencyPolicy.of(parts.group(1)) : Optional.empty();
            String reason = policy.isPresent() && parts.group(2) != null
                    ? parts.group(2).strip()
                    : "";
            if (policy.isEmpty()) {
                invalid.add(IdempotencyFindings.unreadable(place, comment.text()));
            } else if (reason.isEmpty()) {
                invalid.add(IdempotencyFindings.withoutReason(place, policy.get()));
            } else if (valid.isEmpty()) {
                valid.add(new IdempotencyDeclaration(place, policy.get(), reason));
            } else {
                invalid.add(IdempotencyFindings.repeated(place, valid.get(0)));
            }
        }
        return new Found(valid.stream().findFirst(), List.copyOf(invalid));
    }
}
