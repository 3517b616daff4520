package io.schemaproof.verify.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which surrounding each deviation follows, as far as it is known. */
final class Causes {

    private final List<SchemaDeviation> deviations;
    private final Map<String, Surrounding> known = new HashMap<>();

    private Causes(List<SchemaDeviation> deviations) {
        this.deviations = deviations;
    }

    /** Begin with what the values themselves tell. */
    static Causes of(List<SchemaDeviation> deviations, String databaseHere, String databaseElsewhere) {
        Causes causes = new Causes(deviations);
        deviations.forEach(deviation -> deviation
                .evident(databaseHere, databaseElsewhere)
                .ifPresent(cause -> causes.known.put(deviation.key(), cause)));
        return causes;
    }

    boolean allKnown() {
        return known.size() == deviations.size();
    }

    /** Take in what differs when this surrounding alone is another. */
    void follow(Surrounding surrounding, List<SchemaDeviation> alone) {
        Set<String> keys = alone.stream().map(SchemaDeviation::key).collect(Collectors.toSet());
        deviations.stream()
                .map(SchemaDeviation::key)
                .filter(keys::contains)
                .forEach(key -> known.putIfAbsent(key, surrounding));
    }

    /** Of what nothing is known yet, take it that it follows this. */
    void followUnlessKnown(Surrounding surrounding) {
        deviations.forEach(deviation -> known.putIfAbsent(deviation.key(), surrounding));
    }

    Surrounding get(SchemaDeviation deviation) {
        return known.getOrDefault(deviation.key(), Surrounding.UNKNOWN);
    }
}
