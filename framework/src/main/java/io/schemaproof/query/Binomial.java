package io.schemaproof.query;

/** The tails of the binomial distribution, summed in logarithms so that small probabilities do not vanish. */
final class Binomial {

    private Binomial() {}

    /** The probability of at most {@code successes} in {@code trials}. */
    static double atMost(int successes, int trials, double probability) {
        return sum(0, successes, trials, probability);
    }

    /** The probability of at least {@code successes} in {@code trials}. */
    static double atLeast(int successes, int trials, double probability) {
        return sum(successes, trials, trials, probability);
    }

    private static double sum(int from, int to, int trials, double probability) {
        double logCombinations = 0;
        double sum = 0;
        for (int k = 0; k <= to; k++) {
            if (k > 0) {
                logCombinations += Math.log(trials - k + 1) - Math.log(k);
            }
            if (k >= from) {
                sum += Math.exp(logCombinations + k * Math.log(probability) + (trials - k) * Math.log1p(-probability));
            }
        }
        return Math.min(1, sum);
    }
}
