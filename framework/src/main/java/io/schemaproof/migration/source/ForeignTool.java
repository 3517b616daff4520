package io.schemaproof.migration.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tool whose migrations are recognised but not supported yet. Reading them by a rule of ours would be wrong: some hold up
 * and down in one file.
 *
 * @param name the tool
 * @param evidence what gave it away
 */
record ForeignTool(String name, String evidence) {

    private record Manifest(String path, String tool) {}

    private record Marker(Pattern pattern, String tool) {}

    private record Shape(Pattern path, String tool) {}

    private static final List<Manifest> MANIFESTS =
            List.of(new Manifest("alembic.ini", "Alembic"), new Manifest("graphile-migrate.json", "Graphile Migrate"));

    private static final List<Shape> SHAPES =
            List.of(new Shape(Pattern.compile("(?:deploy|revert|verify)/.+\\.sql"), "Sqitch without its sqitch.plan"));

    private static final List<Marker> MARKERS = List.of(
            marker("^--+>\\s*statement-breakpoint", "Drizzle without its meta/_journal.json"),
            marker("^----\\s*create above\\s*/\\s*drop below\\s*----", "tern"),
            marker("^\\s*(--|#)[\\s-]*!(ups|downs)\\b", "Play evolutions"),
            marker("^--\\s*rambler\\s+(up|down)\\b", "rambler"),
            marker(
                    "^\\s*--[^\\w\\n]*up[^\\w\\n]*$[\\s\\S]*^\\s*--[^\\w\\n]*down[^\\w\\n]*$",
                    "a tool that keeps up and down in one file"));

    private static Marker marker(String pattern, String tool) {
        return new Marker(Pattern.compile("(?im)" + pattern), tool);
    }

    /** Recognise the tool whose folder this is; by the shape of its folders only where no convention fits. */
    static Optional<ForeignTool> of(SourceFolder folder, boolean nothingElse) {
        for (Manifest manifest : MANIFESTS) {
            if (folder.file(manifest.path()).isPresent()) {
                return Optional.of(new ForeignTool(manifest.tool(), "there is a " + manifest.path()));
            }
        }
        for (SourceFile file : folder.rootSqlFiles()) {
            for (Marker marker : MARKERS) {
                if (marker.pattern().matcher(file.head()).find()) {
                    return Optional.of(new ForeignTool(marker.tool(), "by the comments in " + file.path()));
                }
            }
        }
        // revert/ may also hold the downs of numbered files.
        for (Shape shape : nothingElse ? SHAPES : List.<Shape>of()) {
            Optional<SourceFile> file = folder.files().stream()
                    .filter(candidate -> shape.path().matcher(candidate.path()).matches())
                    .findFirst();
            if (file.isPresent()) {
                return Optional.of(new ForeignTool(
                        shape.tool(), "by the shape of " + file.get().path()));
            }
        }
        return Optional.empty();
    }
}
