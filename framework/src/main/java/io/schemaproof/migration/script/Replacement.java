package io.schemaproof.migration.script;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text in which placeholders were replaced, and the way back to the offsets before. */
record Replacement(String text, OffsetMap map) {

    /** Replace what matches by what the function makes of the match. */
    static Replacement of(String original, Pattern pattern, MatchValue value) {
        Matcher matcher = pattern.matcher(original);
        StringBuilder result = new StringBuilder();
        int[] outStarts = new int[16];
        int[] inStarts = new int[16];
        int count = 1;
        int copied = 0;
        while (matcher.find()) {
            String replacement = value.of(matcher);
            result.append(original, copied, matcher.start());
            copied = matcher.end();
            if (count + 2 > outStarts.length) {
                outStarts = Arrays.copyOf(outStarts, count * 2);
                inStarts = Arrays.copyOf(inStarts, count * 2);
            }
            // The replacement stands where the placeholder stood: a negative number marks a fixed place.
            outStarts[count] = result.length();
            inStarts[count++] = ~matcher.start();
            result.append(replacement);
            outStarts[count] = result.length();
            inStarts[count++] = copied;
        }
        result.append(original, copied, original.length());
        return new Replacement(result.toString(), map(Arrays.copyOf(outStarts, count), Arrays.copyOf(inStarts, count)));
    }

    private static OffsetMap map(int[] outStarts, int[] inStarts) {
        return offset -> {
            int low = 0;
            int high = outStarts.length - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (outStarts[middle] <= offset) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            int in = inStarts[low];
            return in < 0 ? ~in : in + offset - outStarts[low];
        };
    }

    /** What stands for a match. */
    @FunctionalInterface
    interface MatchValue {
        String of(Matcher matcher);
    }
}
