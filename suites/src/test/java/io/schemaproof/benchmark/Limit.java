package io.schemaproof.benchmark;

import java.util.Locale;

/** How far ours may be from what stands beside it. */
sealed interface Limit {

    /** Whether two medians, in milliseconds, are within the limit. */
    boolean holds(double ours, double peer);

    /** The figure that is compared with the limit. */
    String figure(double ours, double peer);

    String text();

    /** At most this many times as long. */
    record Ratio(double most) implements Limit {

        @Override
        public boolean holds(double ours, double peer) {
            return ours <= most * peer;
        }

        @Override
        public String figure(double ours, double peer) {
            return times(ours / peer);
        }

        @Override
        public String text() {
            return "≤ " + times(most);
        }

        /** With so many digits that a figure just beyond a small limit does not read as the limit. */
        private String times(double ratio) {
            return String.format(Locale.ROOT, most < 0.1 ? "%.4f ×" : "%.2f ×", ratio);
        }
    }

    /** At most this many milliseconds, whatever stands beside it. */
    record Total(double most) implements Limit {

        @Override
        public boolean holds(double ours, double peer) {
            return ours <= most;
        }

        @Override
        public String figure(double ours, double peer) {
            return String.format(Locale.ROOT, "%.2f ×", ours / peer);
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "≤ %.0f ms", most);
        }
    }

    /** At most this many milliseconds longer. */
    record Difference(double most) implements Limit {

        @Override
        public boolean holds(double ours, double peer) {
            return ours - peer <= most;
        }

        @Override
        public String figure(double ours, double peer) {
            return String.format(Locale.ROOT, "+%.0f ms", ours - peer);
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "≤ +%.0f ms", most);
        }
    }

    /** None: what stands beside it says how much it is, and does less. */
    record None() implements Limit {

        @Override
        public boolean holds(double ours, double peer) {
            return true;
        }

        @Override
        public String figure(double ours, double peer) {
            return String.format(Locale.ROOT, "%.2f ×", ours / peer);
        }

        @Override
        public String text() {
            return "–";
        }
    }
}
