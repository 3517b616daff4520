package io.schemaproof.data;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Several sources, of which each puts its rows in after those before it.
 *
 * @param sources in order; none of them is a sequence itself
 * @since 0.1
 */
public record RowSourceSequence(List<RowSource> sources) implements RowSource {

    public RowSourceSequence {
        sources = List.copyOf(sources);
    }

    static RowSourceSequence of(RowSource first, RowSource next) {
        List<RowSource> all = new ArrayList<>(parts(first));
        parts(next).forEach(part -> all.add(part.after(first)));
        return new RowSourceSequence(all);
    }

    /** Return the sources of a sequence, or the source itself. */
    public static List<RowSource> parts(RowSource source) {
        return source instanceof RowSourceSequence sequence ? sequence.sources : List.of(source);
    }

    @Override
    public FillReport fill(Connection connection, Catalog catalog, FillMoment moment) throws SQLException {
        long rows = 0;
        SortedMap<Relation, String> unfilled = new TreeMap<>();
        Catalog now = catalog;
        for (RowSource source : sources) {
            if (source.mayFill(moment)) {
                FillReport report = source.fill(connection, now, moment);
                rows += report.rows();
                unfilled.putAll(report.unfilled());
                // A hook may do more than to insert.
                now = source.isGenerated() ? now : CatalogReader.read(connection);
            }
        }
        return new FillReport(rows, unfilled);
    }

    @Override
    public boolean mayFill(FillMoment moment) {
        return sources.stream().anyMatch(source -> source.mayFill(moment));
    }

    @Override
    public boolean reserves(Relation table, FillMoment moment) {
        return sources.stream().anyMatch(source -> source.reserves(table, moment));
    }

    @Override
    public boolean isGenerated() {
        return sources.stream().allMatch(RowSource::isGenerated);
    }

    /** Where several say the same, what the last says of it: the generator, which comes last, knows how many there are in the end. */
    @Override
    public SortedMap<String, String> parameters() {
        SortedMap<String, String> all = new TreeMap<>();
        sources.forEach(source -> all.putAll(source.parameters()));
        return all;
    }

    @Override
    public RowSource adversarial() {
        List<RowSource> all = new ArrayList<>();
        RowSource before = RowSource.NONE;
        for (RowSource source : sources) {
            RowSource unusual = source.adversarial().after(before);
            all.add(unusual);
            before = new RowSourceSequence(all);
        }
        return new RowSourceSequence(all);
    }

    @Override
    public RowSource after(RowSource other) {
        return new RowSourceSequence(
                sources.stream().map(source -> source.after(other)).toList());
    }
}
