package io.schemaproof.query;

/** Say how much of a delay the load of the host explains. */
final class Contention {

    /** Above this the host is not quiet; a spin alone on its core stays below 1.1. */
    private static final double QUIET = 1.25;

    private Contention() {}

    /** The factor by which a query may be slower on a host of this contention without being to blame. */
    static double explains(double contention) {
        return contention <= QUIET ? 1 : contention;
    }
}
