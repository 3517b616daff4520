package io.schemaproof.data.rows;

import io.schemaproof.base.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds values for the columns of many tables, and asks the server once which of them pass. */
final class ValuePlanner {

    private static final int SAMPLES = 48;
    private static final int POOL = 400;
    private static final int KEY_POOL = 2000;

    /** Of what a check names, so that each comes up often. */
    private static final int COMPARED = 40;

    /** The owner of what is asked for domains. */
    static final String DOMAINS = "";

    private final Types types;
    private final TargetReader reader;
    private final RowRequest request;
    private final ValueSources sources;
    private final Extremes extremes;

    private final List<Probe> probes = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private final Map<String, Map<String, ColumnValues>> values = new HashMap<>();

    /** A column whose values the server judges: the probes that it takes begin at {@code first}. */
    private record Question(Subject subject, int first, List<@Nullable String> texts, List<Source> generators) {}

    /**
     * What values are looked for.
     *
     * @param owner the table
     * @param key whether they must differ
     * @param compared whether a check of several columns compares them with constants
     * @param asked how many rows there will be
     */
    private record Subject(String owner, TargetColumn column, boolean key, boolean compared, long asked) {}

    /** @param domains values of domains that other types are made of */
    ValuePlanner(Types types, TargetReader reader, RowRequest request, boolean unicode, Map<String, Source> domains) {
        this.types = types;
        this.reader = reader;
        this.request = request;
        this.sources = new ValueSources(types, request.seed(), domains);
        this.extremes = new Extremes(types, sources, unicode);
    }

    void add(TargetTable table) {
        Map<String, ColumnValues> known = values.computeIfAbsent(table.identity(), key -> new HashMap<>());
        for (TargetColumn column : table.columns()) {
            if (!column.isGenerated()) {
                add(table, column, known);
            }
        }
    }

    private void add(TargetTable table, TargetColumn column, Map<String, ColumnValues> known) {
        List<RowCheck> checks = checks(table, column);
        Optional<Source> plain = new LargeObjects(types).mayBeIn(column)
                ? Optional.of(LargeObjects.numbers(table, column))
                : sources.of(column.type());
        boolean adversarial = request.character() == RowCharacter.ADVERSARIAL;
        List<String> deciding = reader.expressions(table, column);
        boolean domain = containsDomain(column.type());
        if (plain.isPresent() && checks.isEmpty() && !domain && !adversarial && !isCompared(table, column)) {
            known.put(column.name(), new ColumnValues(plain.get(), column.nullable(), true));
            return;
        }
        boolean key =
                table.unique().stream().anyMatch(unique -> unique.columns().contains(column.name()));
        ask(
                new Subject(table.identity(), column, key, isCompared(table, column), table.asked()),
                checks,
                deciding,
                plain);
    }

    /** Look for values of a domain as if it were a column. */
    void addDomain(String domain) {
        TargetColumn column = new TargetColumn(
                domain, "v", domain, true, Optional.empty(), Optional.empty(), false, Optional.empty());
        values.computeIfAbsent(DOMAINS, key -> new HashMap<>());
        ask(
                new Subject(DOMAINS, column, false, false, request.rows()),
                List.of(),
                reader.expressions(domain),
                sources.of(domain));
    }

    private void ask(Subject subject, List<RowCheck> checks, List<String> deciding, Optional<Source> plain) {
        TargetColumn column = subject.column();
        int wanted = subject.key() ? (int) Math.min(subject.asked(), KEY_POOL) : 0;
        List<@Nullable String> texts =
                new ArrayList<>(texts(column, deciding, wanted, request.character() == RowCharacter.ADVERSARIAL));
        List<Source> generators = generators(plain, deciding, column);
        int first = probes.size();
        texts.add(null);
        probes.add(Probe.of(column, "t::" + column.type(), checks, texts));
        for (Source generator : generators) {
            probes.add(Probe.of(column, generator.sql("t::bigint"), checks, samples(generator, subject.asked())));
        }
        questions.add(new Question(subject, first, texts, generators));
    }

    private Set<String> texts(TargetColumn column, List<String> deciding, int wanted, boolean adversarial) {
        Set<String> texts = new LinkedHashSet<>();
        if (adversarial) {
            texts.addAll(extremes.of(column.type()));
        }
        String base = types.base(column.type());
        TypeInfo info = types.of(base);
        long seed = request.seed() + column.name().hashCode();
        if (!deciding.isEmpty() || sources.of(column.type()).isEmpty()) {
            String bare = info.array() ? "[]" : info.bare();
            texts.addAll(new Candidates(deciding, wanted, seed).of(bare, info.labels()));
        } else {
            texts.addAll(info.labels());
        }
        return texts;
    }

    /** The plain source, and that source moved to the numbers in the checks. */
    private List<Source> generators(Optional<Source> plain, List<String> deciding, TargetColumn column) {
        List<Source> found = new ArrayList<>(plain.stream().toList());
        String bare = types.of(types.base(column.type())).bare();
        String all = String.join("\n", deciding);
        if (List.of("int2", "int4", "int8", "numeric", "float4", "float8").contains(bare)) {
            SqlLiterals.numbers(all).stream()
                    .limit(8)
                    .forEach(number -> found.add(Source.ordered("(" + number + " + 1 + {i})::" + column.type())));
        } else if (List.of("text", "varchar", "bpchar", "citext").contains(bare) && !deciding.isEmpty()) {
            for (String text : List.of(
                    "'user' || {i} || '@example.com'",
                    "'https://example.com/' || {i}",
                    "'item-' || {i}",
                    "'item_' || {i}",
                    "'ITEM' || {i}",
                    "'/item/' || {i}",
                    "lpad({i}::text, 10, '0')",
                    "'+49' || 1000000 + {i}",
                    "md5({i}::text)")) {
                found.add(Source.of("(" + text + ")::" + column.type()));
            }
            SqlLiterals.strings(all).stream()
                    .filter(text -> text.length() < 40)
                    .limit(4)
                    .forEach(text -> found.add(
                            Source.of("(" + SqlText.literal(text.replace("%", "")) + " || {i})::" + column.type())));
        }
        return found;
    }

    private static List<@Nullable String> samples(Source source, long asked) {
        List<@Nullable String> numbers = new ArrayList<>();
        for (long i = 0; i < Math.min(SAMPLES, source.size()); i++) {
            numbers.add(String.valueOf(i));
        }
        Stream.of(asked / 2, asked, 2 * asked, 4 * asked, 999L)
                .filter(i -> i >= SAMPLES && i < source.size())
                .forEach(i -> numbers.add(String.valueOf(i)));
        return numbers;
    }

    /** Whether a check of several columns compares with constants, which random values would hardly ever meet. */
    private static boolean isCompared(TargetTable table, TargetColumn column) {
        return table.checks().stream()
                .anyMatch(check ->
                        check.columns().size() > 1 && check.columns().contains(column.name()) && check.hasConstants());
    }

    /** Checks of this column alone. */
    static List<RowCheck> checks(TargetTable table, TargetColumn column) {
        return table.checks().stream()
                .filter(check -> check.columns().equals(Set.of(column.name())))
                .toList();
    }

    private boolean containsDomain(String type) {
        TypeInfo info = types.of(type);
        return info.isDomain()
                || info.part().filter(this::containsDomain).isPresent()
                || info.attributes().stream().anyMatch(this::containsDomain);
    }

    /** What each column of each table gets its values from; a column without any is absent. */
    Map<String, Map<String, ColumnValues>> answer(Connection connection) throws SQLException {
        List<List<Integer>> answers = Probe.ask(connection, probes);
        for (Question question : questions) {
            List<String> passed = new ArrayList<>();
            boolean nulls = false;
            for (int place : answers.get(question.first())) {
                String text = question.texts().get(place);
                if (text == null) {
                    nulls = true;
                } else {
                    passed.add(text);
                }
            }
            Optional<ColumnValues> chosen = choose(question, passed, nulls, answers);
            Optional<ColumnValues> last = nulls
                    ? Optional.of(new ColumnValues(nothing(question.subject().column()), true, true))
                    // Kept so that the server can say what is wrong with it.
                    : sources.of(question.subject().column().type())
                            .map(source -> new ColumnValues(source, false, false));
            chosen.or(() -> last)
                    .ifPresent(found -> values.getOrDefault(question.subject().owner(), new HashMap<>())
                            .put(question.subject().column().name(), found));
        }
        return values;
    }

    private static Source nothing(TargetColumn column) {
        return Source.limited("NULL::" + column.type(), 1);
    }

    private Optional<ColumnValues> choose(
            Question question, List<String> passed, boolean nulls, List<List<Integer>> answers) {
        Source best = null;
        double most = 0;
        for (int i = 0; i < question.generators().size(); i++) {
            int probe = question.first() + 1 + i;
            double share = (double) answers.get(probe).size()
                    / probes.get(probe).texts().size();
            if (share > most) {
                most = share;
                best = question.generators().get(i);
            }
        }
        TargetColumn column = question.subject().column();
        boolean key = question.subject().key();
        boolean proven = most == 1;
        if (request.character() == RowCharacter.ADVERSARIAL && !passed.isEmpty()) {
            Source pool = pool(column, passed);
            return Optional.of(
                    best == null || (!proven && !(key && most > 0.01))
                            ? new ColumnValues(pool, nulls, true)
                            : new ColumnValues(pool.then(best), nulls, proven));
        }
        if (question.subject().compared() && !passed.isEmpty()) {
            Source pool = pool(column, passed.subList(0, Math.min(passed.size(), COMPARED)));
            return Optional.of(
                    key && best != null && proven
                            ? new ColumnValues(pool.then(best), nulls, true)
                            : new ColumnValues(pool, nulls, true));
        }
        boolean enough = !key || passed.size() >= question.subject().asked();
        if (best != null && (proven || passed.isEmpty() || (key && most > 0.2) || (!enough && most > 0.01))) {
            return Optional.of(new ColumnValues(best, nulls, proven));
        }
        return passed.isEmpty() ? Optional.empty() : Optional.of(new ColumnValues(pool(column, passed), nulls, true));
    }

    private Source pool(TargetColumn column, List<String> passed) {
        List<String> used = passed.subList(0, Math.min(passed.size(), Math.max(POOL, KEY_POOL)));
        TypeInfo info = types.of(column.type());
        TypeInfo base = types.of(types.base(column.type()));
        String typed = base.array() || info.isDomain() || base.kind() == 'c'
                ? "(" + Sql.array(used, ',') + "::text[])[1 + {i} % " + used.size() + "]::" + column.type()
                : "(" + Sql.array(used, base.delimiter()) + "::" + column.type() + "[])[1 + {i} % " + used.size() + "]";
        return Source.limited(typed, used.size());
    }
}
