package io.schemaproof.database;

import io.schemaproof.configuration.ConfigurationParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Which provider starts the server, and why this one. */
record ProviderChoice(DatabaseProvider provider, String reason) {

    /** What people call the testcontainers provider. */
    private static final String DOCKER = "docker";

    static ProviderChoice of(ServerRequest request) {
        return of(request, providers());
    }

    /** Providers in order of preference; the first that is available wins unless one is forced. */
    static ProviderChoice of(ServerRequest request, List<DatabaseProvider> providers) {
        return request.provider().equals(ServerRequest.AUTO)
                ? firstAvailable(request, providers)
                : forced(request, providers);
    }

    static List<DatabaseProvider> providers() {
        List<DatabaseProvider> providers = new ArrayList<>();
        ServiceLoader.load(DatabaseProvider.class).forEach(providers::add);
        if (providers.isEmpty()) {
            // The thread's class loader may belong to an application that does not see this framework.
            ServiceLoader.load(DatabaseProvider.class, ProviderChoice.class.getClassLoader())
                    .forEach(providers::add);
        }
        return providers;
    }

    private static ProviderChoice firstAvailable(ServerRequest request, List<DatabaseProvider> providers) {
        List<String> refusals = new ArrayList<>();
        for (DatabaseProvider provider : providers) {
            DatabaseProvider.Availability availability = provider.availability(request);
            if (availability.available()) {
                String others = refusals.isEmpty() ? "" : "; not " + String.join("; not ", refusals);
                return new ProviderChoice(provider, availability.reason() + others);
            }
            refusals.add(provider.name() + ": " + availability.reason());
        }
        throw new DatabaseException("No provider can start PostgreSQL " + request.majorVersion() + " here.\n  "
                + String.join("\n  ", refusals));
    }

    /** A forced provider is not asked whether it can: its failure to start says more than its availability. */
    private static ProviderChoice forced(ServerRequest request, List<DatabaseProvider> providers) {
        String name = request.provider().equals(DOCKER) ? "testcontainers" : request.provider();
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .map(provider -> new ProviderChoice(provider, reason(request)))
                .orElseThrow(() -> new DatabaseException("There is no database provider \"" + request.provider()
                        + "\". Set " + ConfigurationParameters.DATABASE + " (--database) to " + ServerRequest.AUTO
                        + ", " + String.join(", ", names(providers)) + "."));
    }

    /** A server of somebody else has no name that anybody could write, but a URL. */
    private static String reason(ServerRequest request) {
        if (!request.pool().isEmpty()) {
            // Which one it is says whoever takes the seat.
            return "one of the " + request.pool().size() + " that " + ConfigurationParameters.SERVERS + " names";
        }
        return request.address()
                .map(address -> "the URL " + address.url().shown() + " names it")
                .orElseGet(() -> ConfigurationParameters.DATABASE + "=" + request.provider() + " forces it");
    }

    private static List<String> names(List<DatabaseProvider> providers) {
        List<String> names =
                new ArrayList<>(providers.stream().map(DatabaseProvider::name).toList());
        if (names.contains("testcontainers")) {
            names.add(DOCKER + " (the same as testcontainers)");
        }
        if (names.remove(ServerRequest.EXTERNAL)) {
            names.add("or jdbc:postgresql://HOST/DATABASE");
        }
        return names;
    }
}
