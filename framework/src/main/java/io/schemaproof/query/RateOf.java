package io.schemaproof.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judge how often a query runs in a second, by bursts.
 *
 * <p>Each burst gives two rates between which the truth lies, with what undoes an execution and without it. If the rate were
 * exactly the one demanded, half of the bursts would be below. It is reached when so few bursts are, by the smaller of the
 * two rates, that it would come up once in {@value #ODDS} times, and all bursts together are not below either. A busy host
 * makes a query slower and never faster, so the rate is missed only if no burst reaches it, by the greater of the two, and
 * {@value #LEAST} of them stay below by more than the load of the host explains; and if the host can do as much at all,
 * with a statement that asks nothing.
 */
final class RateOf {

    private static final Duration BURST = Duration.ofMillis(50);
    private static final int ODDS = 10_000;

    /** With fewer not even a clean sweep rules chance out. */
    private static final int LEAST = 14;

    private static final int MOST = 40;

    /** After this long a slow query gets no more than {@link #LEAST} bursts, and {@link #SLOW} speak against it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int SLOW = 10;
    private static final int IDLE = 3;

    private final RateLimit limit;
    private final List<Burst> bursts = new ArrayList<>();
    private Duration spent = Duration.ZERO;
    private double worstContention = 1;
    private boolean reached;
    private int below;
    private int unexplained;

    RateOf(RateLimit limit) {
        this.limit = limit;
    }

    Throughput judge(SampleSource source) throws SQLException {
        double before = source.contention();
        while (bursts.size() < (patient() ? MOST : LEAST)) {
            Burst burst = source.burst(1, BURST);
            reached |= burst.rateAtMost() >= limit.perSecond();
            double after = reached ? 1 : source.contention(); // which nobody asks for then
            add(burst, Math.max(before, after));
            before = after;
            if (Binomial.atMost(below, bursts.size(), 0.5) < 1.0 / ODDS
                    && Burst.of(bursts).rate() >= limit.perSecond()) {
                return throughput(TimingVerdict.PASS, below + " of " + bursts.size() + " bursts stay below the rate");
            }
            if (!reached && unexplained >= (patient() ? LEAST : SLOW)) {
                return missed(source);
            }
        }
        return throughput(TimingVerdict.INCONCLUSIVE, why());
    }

    private boolean patient() {
        return spent.compareTo(PATIENCE) < 0;
    }

    private void add(Burst burst, double contention) {
        bursts.add(burst);
        worstContention = Math.max(worstContention, contention);
        spent = spent.plus(burst.runs().stream()
                .map(Burst.Run::elapsed)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO));
        below += burst.rate() < limit.perSecond() ? 1 : 0;
        unexplained += burst.rateAtMost() * Contention.explains(contention) < limit.perSecond() ? 1 : 0;
    }

    private Throughput missed(SampleSource source) throws SQLException {
        double idle = 0;
        boolean looked = false;
        for (int i = 0; i < IDLE; i++) {
            Optional<Burst> nothing = source.idleBurst(1, BURST);
            looked |= nothing.isPresent();
            idle = Math.max(idle, nothing.map(Burst::rateAtMost).orElse(0.0));
        }
        String none = "none of " + bursts.size() + " bursts reaches the rate";
        if (looked && idle < limit.perSecond()) {
            return throughput(TimingVerdict.INCONCLUSIVE, none + ", but neither does SELECT 1 on this host")
                    .beside(idle);
        }
        Throughput missed = throughput(
                TimingVerdict.FAIL,
                none + ", " + unexplained + " of them stay below by more than the load of the host explains");
        return looked ? missed.beside(idle) : missed;
    }

    private String why() {
        String few = below + " of " + bursts.size() + " bursts stay below the rate";
        if (!reached && unexplained * 2 < below) {
            return few
                    + String.format(
                            Locale.ROOT,
                            ", but%s ran up to %.1f times slower than one alone",
                            limit.threads() == 1
                                    ? " a thread of this host"
                                    : " " + limit.threads() + " threads of this host",
                            worstContention);
        }
        return few + "; it is too near to what the query reaches to tell";
    }

    private Throughput throughput(TimingVerdict verdict, String reason) {
        return Throughput.of(limit, bursts, verdict, reason, worstContention);
    }
}
