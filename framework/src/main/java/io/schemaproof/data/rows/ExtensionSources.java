package io.schemaproof.data.rows;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Plausible values of the types that well-known extensions bring: contrib's, pgvector's, PostGIS's. */
final class ExtensionSources {

    private ExtensionSources() {}

    static Optional<Source> of(String bare, String type) {
        List<String> modifiers = Types.modifiers(type);
        String text = switch (bare) {
            case "citext" -> "'word-' || {i}";
            case "hstore" -> "'key=>' || {i}";
            case "ltree" -> "'top.n' || {i}";
            case "lquery" -> "'top.n' || {i} || '.*'";
            case "ltxtquery" -> "'n' || {i}";
            case "cube" -> "'(' || {i} || ')'";
            case "seg" -> "{i} || '.0'";
            case "vector", "halfvec" -> "'[' || 1 + {i} % 60000 || '" + ",0.5".repeat(dimensions(modifiers) - 1) + "]'";
            case "sparsevec" -> "'{1:' || 1 + {i} || '}/" + dimensions(modifiers) + "'";
            case "geometry", "geography" -> geometry(bare, modifiers);
            case "box2d" -> "'BOX(0 0,' || 1 + {i} || ' 1)'";
            case "box3d" -> "'BOX3D(0 0 0,' || 1 + {i} || ' 1 1)'";
            default -> "";
        };
        return text.isEmpty() ? Optional.empty() : Optional.of(Source.of("(" + text + ")::" + type));
    }

    private static int dimensions(List<String> modifiers) {
        return modifiers.isEmpty() ? 3 : Integer.parseInt(modifiers.get(0));
    }

    /** Well-known text; small steps keep points apart and inside of what degrees allow. */
    private static String geometry(String bare, List<String> modifiers) {
        String shape = modifiers.isEmpty() ? "POINT" : modifiers.get(0).toUpperCase(Locale.ROOT);
        String srid = modifiers.size() > 1 ? modifiers.get(1) : bare.equals("geography") ? "4326" : "0";
        boolean z = shape.endsWith("Z") || shape.endsWith("ZM");
        boolean m = shape.endsWith("M");
        String kind = shape.replaceAll("Z?M?$", "");
        String more = (z ? " 0" : "") + (m ? " 0" : "");
        String x = "' || {i} % 1800000 * 0.0001 || ' ";
        String far = "' || {i} % 1800000 * 0.0001 - 1 || ' ";
        String ring =
                "((" + x + "0" + more + "," + x + "1" + more + "," + far + "1" + more + "," + x + "0" + more + "))";
        String line = "(" + x + "0" + more + "," + far + "1" + more + ")";
        String body = switch (kind) {
            case "LINESTRING" -> line;
            case "POLYGON" -> ring;
            case "MULTIPOINT" -> "((" + x + "0" + more + "))";
            case "MULTILINESTRING" -> "(" + line + ")";
            case "MULTIPOLYGON" -> "(" + ring + ")";
            case "GEOMETRYCOLLECTION" -> "(POINT" + dimension(z, m) + "(" + x + "0" + more + "))";
            default -> "(" + x + "0" + more + ")";
        };
        String name = kind.equals("GEOMETRY") || kind.isEmpty() ? "POINT" : kind;
        return "'SRID=" + srid + ";" + name + dimension(z, m) + body + "'";
    }

    private static String dimension(boolean z, boolean m) {
        return z || m ? " " + (z ? "Z" : "") + (m ? "M" : "") : "";
    }
}
