package io.schemaproof.systems;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code fixtures/README.md} explains of the safety gate's findings about a system, and whether the gate says just that. As a
 * listener it looks at a verification that a test has anyway.
 */
public final class SafetyClaims implements VerificationListener {

    private static final Path PAGE = Path.of("../fixtures/README.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String heading;
    private final SortedSet<String> claimed = new TreeSet<>();

    private SafetyClaims(String heading) {
        this.heading = heading;
    }

    /**
     * Read what stands under a heading of the page.
     *
     * @throws IllegalArgumentException if nothing does
     */
    public static SafetyClaims under(String heading) {
        SafetyClaims claims = new SafetyClaims(heading);
        boolean here = false;
        for (String line : lines()) {
            here = line.startsWith("#") ? line.equals("### " + heading) : here;
            if (here && line.startsWith("| `safety.")) {
                String[] cells = line.split(" \\| ", 3);
                String rule = code(cells[0]).get(0);
                code(cells[1]).forEach(object -> claims.claimed.add(rule + " " + object));
            }
        }
        if (claims.claimed.isEmpty()) {
            throw new IllegalArgumentException("Nothing stands in " + PAGE + " under '### " + heading + "'.");
        }
        return claims;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult each) -> each.group(1))
                .toList();
    }

    @Override
    public void finished(Verification verification) {
        areAll(verification.migrations().stream()
                .map(MigrationResult::findings)
                .flatMap(Collection::stream)
                .toList());
    }

    /** Demand that the page explains all findings of the gate, and no other. */
    public void areAll(Collection<Finding> findings) {
        areAllOf(findings.stream()
                .filter(finding -> finding.rule().startsWith("safety."))
                .map(finding -> finding.rule() + " " + finding.object().orElse("-"))
                .collect(Collectors.toSet()));
    }

    /** @param said such as {@code safety.drop public.t.a} */
    public void areAllOf(Collection<String> said) {
        assertThat(said)
                .as("what the gate says, and %s explains under '%s'", PAGE, heading)
                .containsExactlyInAnyOrderElementsOf(claimed);
    }
}
