package io.schemaproof.assertions.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a file says each part of a contract, by the keys that lead to it: {@code tables, orders, columns, id}, and by numbers
 * from 0 in lists.
 *
 * <p>Places are no part of what a contract says: two contracts are equal wherever they stand.
 *
 * @since 0.1
 */
public final class ContractPlaces {

    private static final ContractPlaces NONE = new ContractPlaces(Map.of(), List.of());

    private final Map<List<String>, FilePlace> places;
    private final List<String> above;

    private ContractPlaces(Map<List<String>, FilePlace> places, List<String> above) {
        this.places = places;
        this.above = above;
    }

    /** Nothing is known, as of a contract that is made in Java. */
    public static ContractPlaces none() {
        return NONE;
    }

    static ContractPlaces of(YamlValue document) {
        Map<List<String>, FilePlace> places = new HashMap<>();
        document.collectPlaces(List.of(), places);
        return new ContractPlaces(Map.copyOf(places), List.of());
    }

    /** The same for a part, from which on keys are counted. */
    public ContractPlaces below(String... path) {
        return new ContractPlaces(places, whole(path));
    }

    /** Where the keys lead, or as far as they lead; empty where no file is known. */
    public Optional<FilePlace> of(String... path) {
        List<String> known = whole(path);
        while (!places.containsKey(known) && !known.isEmpty()) {
            known = known.subList(0, known.size() - 1);
        }
        return Optional.ofNullable(places.get(known));
    }

    private List<String> whole(String... path) {
        List<String> whole = new ArrayList<>(above);
        whole.addAll(Arrays.asList(path));
        return List.copyOf(whole);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ContractPlaces;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return places.isEmpty() ? "nowhere" : String.valueOf(of());
    }
}
