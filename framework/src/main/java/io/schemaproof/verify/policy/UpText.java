package io.schemaproof.verify.policy;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All that an up runs: its own text, and the files of the folder that it has psql read in. */
final class UpText {

    private static final Pattern INCLUDE =
            Pattern.compile("(?m)^[ \\t]*\\\\(i|ir|include|include_relative)[ \\t]+(?:'([^'\\r\\n]+)'|(\\S+))");

    private final Path root;
    private final List<Path> read = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private UpText(Path root) {
        this.root = root;
    }

    static String of(Migration migration) {
        Script up = migration.up();
        if (up.dialect() != ScriptDialect.PSQL || !INCLUDE.matcher(up.text()).find()) {
            return up.text();
        }
        UpText all = new UpText(root(up));
        all.add(up.file().toAbsolutePath().normalize(), up.text());
        return all.text.toString();
    }

    /** Whether it has psql read in any file. */
    static boolean isSpread(Migration migration) {
        return migration.up().dialect() == ScriptDialect.PSQL
                && INCLUDE.matcher(migration.up().text()).find();
    }

    private void add(Path file, String own) {
        read.add(file);
        text.append(own);
        Matcher include = INCLUDE.matcher(own);
        while (include.find()) {
            String name = include.group(2) == null ? include.group(3) : include.group(2);
            boolean relative = include.group(1).contains("r");
            Path other = (relative ? file.resolveSibling(name) : root.resolve(name)).normalize();
            // What lies elsewhere has a history of its own.
            if (other.startsWith(root) && Files.isRegularFile(other) && !read.contains(other)) {
                text.append("\n-- ").append(name).append('\n');
                add(other, text(other));
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            // What psql cannot read, the run tells.
            return "";
        }
    }

    private static Path root(Script up) {
        Path root = up.file().toAbsolutePath().normalize();
        for (int names = up.path().split("/", -1).length; names > 0; names--) {
            Path parent = root.getParent();
            root = parent == null ? root : parent;
        }
        return root;
    }
}
