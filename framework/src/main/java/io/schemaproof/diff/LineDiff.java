package io.schemaproof.diff;

import java.util.ArrayList;
import java.util.List;

/** Show the lines in which two texts differ. */
final class LineDiff {

    private LineDiff() {}

    /** Lines that went begin with {@code -}, lines that came with {@code +}; equal ones are left out. */
    static List<String> between(String from, String to) {
        List<String> a = from.lines().toList();
        List<String> b = to.lines().toList();
        int[][] common = commonLengths(a, b);
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                i++;
                j++;
            } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("- " + a.get(i++));
            } else {
                lines.add("+ " + b.get(j++));
            }
        }
        return lines;
    }

    /** Length of the longest common part of what follows each pair of lines. */
    private static int[][] commonLengths(List<String> a, List<String> b) {
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = a.get(i).equals(b.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
