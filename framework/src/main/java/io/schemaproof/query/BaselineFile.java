package io.schemaproof.query;

import io.schemaproof.base.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jooq.tools.json.JSONParser;
import org.jooq.tools.json.JSONValue;
import org.jooq.tools.json.ParseException;

/**
 * Keep a baseline in a file of JSON that a review can read: one fact a line, keys in order.
 *
 * @since 0.1
 */
public final class BaselineFile {

    private BaselineFile() {}

    /**
     * Write, over what was there; who reads meanwhile sees the old file or the new one, never a part.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(Path file, PlanBaseline baseline) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("query", baseline.query());
        json.put("postgres", baseline.postgres());
        json.put("mode", baseline.mode().name().toLowerCase(Locale.ROOT));
        json.put("scans", new TreeMap<>(baseline.scans()));
        json.put("joins", new TreeMap<>(baseline.joins()));
        json.put("sorts", baseline.sorts());
        json.put("nodes", new TreeMap<>(baseline.nodes()));
        json.put("shape", baseline.shape());
        json.put("buffers", baseline.buffers());
        json.put("rows", baseline.rows());
        json.put("rowsRead", baseline.rowsRead());
        try {
            AtomicFile.write(file, pretty(json, "") + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The baseline " + file + " cannot be written.", e);
        }
    }

    private static String pretty(Object value, String indent) {
        String inner = indent + "  ";
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            return map.entrySet().stream()
                    .map(entry -> inner + text(entry.getKey()) + ": " + pretty(entry.getValue(), inner))
                    .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            return list.stream()
                    .map(item -> inner + pretty(item, inner))
                    .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
        }
        return text(value);
    }

    /** The writer escapes slashes, which no reader asks for. */
    private static String text(Object value) {
        return JSONValue.toJSONString(value).replace("\\/", "/");
    }

    /**
     * Read.
     *
     * @throws UncheckedIOException if there is no such file
     * @throws QueryException if it is not a baseline
     */
    public static PlanBaseline read(Path file) {
        try {
            Object json = new JSONParser().parse(Files.readString(file, StandardCharsets.UTF_8));
            if (json instanceof Map<?, ?> top
                    && top.get("scans") instanceof Map<?, ?> scans
                    && top.get("joins") instanceof Map<?, ?> joins
                    && top.get("sorts") instanceof List<?> sorts
                    && top.get("nodes") instanceof Map<?, ?> nodes
                    && top.get("shape") instanceof List<?> shape) {
                return new PlanBaseline(
                        String.valueOf(top.get("query")),
                        (int) number(top, "postgres"),
                        PlanCacheMode.valueOf(String.valueOf(top.get("mode")).toUpperCase(Locale.ROOT)),
                        texts(scans),
                        texts(joins),
                        sorts.stream().map(String::valueOf).toList(),
                        nodes.keySet().stream()
                                .collect(Collectors.toMap(String::valueOf, key -> (int) number(nodes, key))),
                        shape.stream().map(String::valueOf).toList(),
                        number(top, "buffers"),
                        number(top, "rows"),
                        number(top, "rowsRead"));
            }
            throw new QueryException(file + " is no baseline of a plan.");
        } catch (IOException e) {
            throw new UncheckedIOException("The baseline " + file + " cannot be read.", e);
        } catch (ParseException | IllegalArgumentException e) {
            throw new QueryException(file + " is no baseline of a plan: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> texts(Map<?, ?> json) {
        return json.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()), entry -> String.valueOf(entry.getValue())));
    }

    private static long number(Map<?, ?> json, Object key) {
        if (json.get(key) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("no number for " + key);
    }
}
