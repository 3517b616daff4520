package io.schemaproof.data.rows;

import io.schemaproof.base.SqlText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plausible values of each type. */
final class ValueSources {

    /** Some begin with a capital letter, as names do: a migration that writes all in small ones changes them. */
    private static final String WORDS =
            "('{amber,Birch,cedar,Delta,ember,flint,Grove,harbor,indigo,Juniper,kestrel,linden,"
                    + "Maple,nectar,orchid,poplar,Quartz,river,saffron,Timber,umber,velvet,willow,Zephyr}'::text[])";

    private final Types types;
    private final long seed;
    /** Values of domains that arrays, ranges and composite types are made of: here nobody asks about their checks any more. */
    private final Map<String, Source> domains;

    ValueSources(Types types, long seed, Map<String, Source> domains) {
        this.types = types;
        this.seed = seed;
        this.domains = Map.copyOf(domains);
    }

    private Optional<Source> ofPart(String written) {
        return Optional.ofNullable(domains.get(types.of(written).name())).or(() -> of(written));
    }

    /** The values of a type with modifiers; empty for a type of which nothing is known. */
    Optional<Source> of(String written) {
        TypeInfo type = types.of(written);
        if (type.array()) {
            return ofPart(type.part().orElseThrow())
                    .map(element -> Source.of(
                            "ARRAY[" + element.sql("{i}") + ", " + element.sql("({i} + 1)") + "]::" + written));
        }
        return switch (type.kind()) {
            case 'd' ->
                of(type.part().orElseThrow())
                        .map(base -> new Source("(" + base.template() + ")::" + written, base.size(), base.ordered()));
            case 'e' -> labels(type);
            case 'c' -> composite(type);
            case 'r' -> range(type);
            case 'm' ->
                of(type.part().orElseThrow())
                        .map(range -> new Source(
                                constructor(type) + "(" + range.template() + ")", range.size(), range.ordered()));
            default -> type.isBuiltIn() ? builtIn(type.bare(), written) : ExtensionSources.of(type.bare(), written);
        };
    }

    private static Optional<Source> labels(TypeInfo type) {
        if (type.labels().isEmpty()) {
            return Optional.empty();
        }
        int size = type.labels().size();
        return Optional.of(Source.limited(
                "(" + Sql.array(type.labels(), ',') + "::" + type.name() + "[])[1 + {i} % " + size + "]", size));
    }

    private Optional<Source> composite(TypeInfo type) {
        List<Optional<Source>> parts =
                type.attributes().stream().map(this::ofPart).toList();
        long size = parts.stream()
                .flatMap(Optional::stream)
                .mapToLong(Source::size)
                .max()
                .orElse(1);
        String row = parts.stream()
                .map(part -> part.map(Source::template).orElse("NULL"))
                .collect(Collectors.joining(", ", "ROW(", ")::" + type.name()));
        return Optional.of(Source.limited(row, size));
    }

    /** Ranges side by side: no two of them overlap. */
    private Optional<Source> range(TypeInfo type) {
        String subtype = type.part().orElseThrow();
        return ofPart(subtype).map(bound -> {
            String low = bound.sql("(2 * {i})") + "::" + subtype;
            String high = bound.sql("(2 * {i} + 1)") + "::" + subtype;
            String bounds = bound.ordered()
                    ? low + ", " + high
                    : "least(" + low + ", " + high + "), greatest(" + low + ", " + high + ")";
            return new Source(constructor(type) + "(" + bounds + ")", bound.size() / 2, bound.ordered());
        });
    }

    private static String constructor(TypeInfo type) {
        return SqlText.identifier(type.schema()) + "." + SqlText.identifier(type.bare());
    }

    private Optional<Source> builtIn(String bare, String written) {
        List<String> modifiers = Types.modifiers(written);
        int length = modifiers.isEmpty() || !modifiers.get(0).matches("\\d+") ? 0 : Integer.parseInt(modifiers.get(0));
        return Optional.ofNullable(
                switch (bare) {
                    case "int2" -> new Source("(1 + {i} % 32767)::int2", 32767, true);
                    case "int4" -> Source.ordered("(1 + {i} % 2147483647)::int4");
                    case "int8" -> Source.ordered("(1 + {i})");
                    case "numeric" -> numeric(modifiers);
                    case "float4" -> new Source("((1 + {i} % 16777215) * 0.5)::float4", 16777215, true);
                    case "float8" -> Source.ordered("((1 + {i}) * 0.5)::float8");
                    case "money" -> Source.ordered("((1 + {i}) * 0.01)::numeric::money");
                    case "text", "refcursor" -> text(0, written);
                    case "varchar" -> text(length, written);
                    case "bpchar" -> text(Math.max(1, length), written);
                    case "name" -> text(63, written);
                    case "char" -> Source.limited("chr((65 + {i} % 58)::int)::\"char\"", 58);
                    case "bytea" -> Source.of("decode(md5({i}::text), 'hex')");
                    case "uuid" -> Source.of("md5('" + seed + "/' || {i})::uuid");
                    case "bool" -> Source.limited("({i} % 2 = 0)", 2);
                    case "date" -> new Source("(date '2020-01-01' + ({i} % 1000000)::int)", 1_000_000, true);
                    case "timestamp" -> Source.ordered("(timestamp '2020-01-01' + {i} * interval '7 minutes')");
                    case "timestamptz" ->
                        Source.ordered("(timestamptz '2020-01-01 00:00+00' + {i} * interval '7 minutes')");
                    case "time" -> new Source("(time '00:00' + ({i} % 86400) * interval '1 second')", 86400, true);
                    case "timetz" ->
                        new Source("(timetz '00:00+00' + ({i} % 86400) * interval '1 second')", 86400, true);
                    case "interval" -> Source.ordered("({i} * interval '1 " + unit(written) + "')");
                    case "json" -> Source.of("json_build_object('id', {i}, 'name', 'item ' || {i})");
                    case "jsonb" -> Source.of("jsonb_build_object('id', {i}, 'name', 'item ' || {i})");
                    case "jsonpath" -> Source.of("('$.a' || {i})::jsonpath");
                    case "xml" -> Source.of("('<item id=\"' || {i} || '\"/>')::xml");
                    case "inet" -> new Source("(inet '10.0.0.0' + {i} % 16777216)", 16777216, true);
                    case "cidr" -> new Source("host(inet '10.0.0.0' + {i} % 16777216)::cidr", 16777216, true);
                    case "macaddr" -> Source.ordered("lpad(to_hex({i} % 281474976710656), 12, '0')::macaddr");
                    case "macaddr8" -> Source.ordered("lpad(to_hex({i}), 16, '0')::macaddr8");
                    case "bit" -> bit(Math.max(1, length));
                    case "varbit" -> varbit(length);
                    default -> special(bare, written);
                });
    }

    private static @Nullable Source special(String bare, String written) {
        return switch (bare) {
            case "tsvector" -> Source.of("to_tsvector('simple', 'word' || {i})");
            case "tsquery" -> Source.of("to_tsquery('simple', 'word' || {i})");
            case "point" -> Source.of("point({i}, 2 * {i})");
            case "line" -> Source.of("line(point(0, {i}), point(1, {i} + 1))");
            case "lseg" -> Source.of("lseg(point(0, {i}), point(1, {i}))");
            case "box" -> Source.of("box(point({i}, 0), point({i} + 0.5, 1))");
            case "path" -> Source.of("('[(0,0),(1,' || {i} || ')]')::path");
            case "polygon" -> Source.of("polygon(box(point({i}, 0), point({i} + 0.5, 1)))");
            case "circle" -> Source.of("circle(point({i}, {i}), 0.25)");
            case "pg_lsn" -> Source.of("('0/' || to_hex({i} % 4294967296))::pg_lsn");
            case "xid", "cid", "xid8" -> Source.of("(3 + {i} % 4294967000)::text::" + written);
            case "tid" -> Source.limited("('(0,' || 1 + {i} % 60000 || ')')::tid", 60000);
            case "oid" -> Source.of("(1 + {i} % 2147483647)::oid");
            case "regclass",
                    "regtype",
                    "regproc",
                    "regprocedure",
                    "regoper",
                    "regoperator",
                    "regrole",
                    "regnamespace",
                    "regconfig",
                    "regdictionary",
                    "regcollation" -> Source.of("(1 + {i} % 2147483647)::oid::" + written);
            case "int2vector", "oidvector" -> Source.of("(({i} % 32767)::text)::" + written);
            case "pg_snapshot", "txid_snapshot" -> Source.of("((1 + {i}) || ':' || (1 + {i}) || ':')::" + written);
            default -> null;
        };
    }

    private static Source numeric(List<String> modifiers) {
        if (modifiers.isEmpty()) {
            return Source.ordered("((1 + {i}) * 0.01)::numeric");
        }
        int precision = Integer.parseInt(modifiers.get(0));
        int scale = modifiers.size() > 1 ? Integer.parseInt(modifiers.get(1)) : 0;
        long size = precision > 9 ? Source.UNLIMITED : Math.round(Math.pow(10, precision));
        return new Source("(((1 + {i}) % " + size + ") * 1e" + -scale + "::numeric)", size, true);
    }

    private static Source text(int length, String written) {
        if (length == 0 || length >= 24) {
            return Source.of("(" + WORDS + "[1 + {i} % 24] || '-' || {i})::" + written);
        }
        if (length >= 12) {
            return Source.of("('n' || {i})::" + written);
        }
        long size = length >= 8 ? Source.UNLIMITED : 1L << (4 * length);
        return Source.limited("upper(to_hex({i} % " + size + "))::" + written, size);
    }

    private static Source bit(int length) {
        if (length > 62) {
            return Source.of("lpad({i}::bit(62)::text, " + length + ", '0')::bit(" + length + ")");
        }
        long size = length >= 31 ? Source.UNLIMITED : 1L << length;
        return Source.limited("({i} % " + (1L << length) + ")::bit(" + length + ")", size);
    }

    private static Source varbit(int length) {
        int bits = length == 0 ? 32 : Math.min(length, 32);
        long size = bits >= 31 ? Source.UNLIMITED : 1L << bits;
        return Source.limited("({i} % " + (1L << bits) + ")::bit(" + bits + ")::varbit", size);
    }

    /** The smallest unit that {@code interval day to hour} keeps. */
    private static String unit(String written) {
        String last = Types.modifiers(written).isEmpty() ? written : written.substring(0, written.indexOf('('));
        last = last.substring(last.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
        return List.of("year", "month", "day", "hour", "minute", "second").contains(last) ? last : "minute";
    }
}
