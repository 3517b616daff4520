package io.schemaproof.catalog;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a reader remembers of the server's write-ahead log, to look there for what has changed.
 *
 * @param start what the last reading did not see was logged from here on; empty if that is not known
 * @param snapshot which transactions the last reading saw; empty if that is not known
 * @param files of the catalogues; null before everything was read
 */
record CatalogLog(String start, String snapshot, @Nullable CatalogFiles files) {

    /**
     * A parameter is worth no plan of its own: planning takes much longer than running. And a plan for any parameter reads
     * all of a catalogue to join it with a few rows, or to find them, unless it may not.
     */
    static final String PLANS =
            "SELECT set_config('plan_cache_mode', 'force_generic_plan', true)," + plans("off", "off");

    /** Who looks through all catalogues is better off with reading them in a row. */
    static final String PLANS_OF_ALL =
            "SELECT set_config('plan_cache_mode', 'force_generic_plan', true)," + plans("off", "on");

    /** Who reads everything is better off with them. */
    static final String NO_PLANS = "SELECT set_config('plan_cache_mode', 'auto', true)," + plans("on", "on");

    private static String plans(String joins, String scans) {
        return " set_config('enable_hashjoin', '" + joins + "', true), set_config('enable_mergejoin', '" + joins
                + "', true), set_config('enable_seqscan', '" + scans + "', true)";
    }

    /** Nothing is known. */
    static final CatalogLog UNKNOWN = new CatalogLog("", "", null);

    /**
     * Find a place from which the next reading can start, where none is known. A transaction that has written, and goes on, holds a
     * lock on its number; where there is none, all that this reading will not see is logged later.
     *
     * @return the position, as long as it is not too early to know one; what this reading sees may have been logged before
     */
    String beginning(ReaderMessages messages) throws SQLException {
        if (!start.isEmpty() || (files != null && !files.isLogReadable())) {
            return "";
        }
        StringBuilder end = new StringBuilder();
        boolean[] busy = new boolean[1];
        messages.send(
                CatalogMoment.BEGINNING,
                List.of(
                        rows -> {
                            rows.next();
                            end.append(rows.getString(1));
                        },
                        rows -> {
                            rows.next();
                            busy[0] = rows.getBoolean(1);
                        }));
        return busy[0] ? "" : end.toString();
    }

    /** Start from a position where no other is known. */
    CatalogLog from(String position) {
        return start.isEmpty() ? new CatalogLog(position, snapshot, files) : this;
    }

    /** Forget what a reading that does not look at the log leaves unknown. */
    CatalogLog without() {
        return new CatalogLog("", "", files);
    }

    /** Take in what was found out with everything. */
    CatalogLog with(CatalogMoment moment, CatalogFiles now) {
        return new CatalogLog(start, moment.snapshot(), now);
    }

    /**
     * What to ask about the next moment.
     *
     * @param transaction whose age is asked for
     */
    CatalogMoment.Question question(String transaction) {
        if (start.isEmpty() || files == null || !files.isLogReadable()) {
            return CatalogMoment.Question.withoutLog(transaction);
        }
        LogLayout layout = files.layout();
        long position = LogLayout.position(start);
        long page = position - position % layout.page();
        long place = page % layout.segment();
        return CatalogMoment.Question.withLog(
                transaction, snapshot, LogLayout.text(page), place, layout.segment() - place);
    }

    /** Take in what was answered. */
    Answer answer(CatalogMoment moment) {
        CatalogFiles known = files;
        if (known == null || !known.identity().equals(moment.identity())) {
            return new Answer(this, false, Optional.empty(), Optional.empty(), Set.of());
        }
        if (moment.mayBeBuiltOn() && moment.snapshot().equals(snapshot)) {
            return new Answer(this, true, Optional.of(Map.of()), Optional.of(Set.of()), Set.of());
        }
        ByteBuffer log = moment.log();
        if (log == null) {
            boolean keeps = !start.isEmpty() && !moment.isFarFrom(start);
            return new Answer(at(moment, keeps ? start : ""), true, Optional.empty(), Optional.empty(), Set.of());
        }
        return LoggedPages.read(
                        log,
                        LogLayout.position(start),
                        LogLayout.position(moment.written()),
                        moment.horizon(),
                        known.layout())
                .map(read -> answer(moment, read, known))
                .orElseGet(() -> new Answer(at(moment, ""), true, Optional.empty(), Optional.empty(), Set.of()));
    }

    private Answer answer(CatalogMoment moment, LoggedPages.Read read, CatalogFiles known) {
        CatalogLog next = at(moment, LogLayout.text(read.unfinished()));
        if (!moment.mayBeBuiltOn() || snapshot.isEmpty()) {
            return new Answer(next, true, Optional.empty(), Optional.empty(), Set.of());
        }
        Set<Long> doubtful = Set.of();
        boolean whole = read.end() >= LogLayout.position(moment.end());
        if (!whole) {
            // Of what is not written yet nothing matters but what is seen to have ended.
            doubtful = SeenTransactions.of(moment.snapshot()).since(SeenTransactions.of(snapshot));
            doubtful.removeAll(read.ended());
        }
        // What was taken back and is not written yet may have moved a sequence.
        Optional<Set<Long>> files = whole ? Optional.of(known.files(read.pages())) : Optional.empty();
        return new Answer(next, true, Optional.of(known.among(read.pages())), files, doubtful);
    }

    private CatalogLog at(CatalogMoment moment, String from) {
        return new CatalogLog(from, moment.snapshot(), files);
    }

    /**
     * What the log says.
     *
     * @param log to go on with
     * @param same whether it is the database that was read before, with the same file of pg_class
     * @param pages of catalogues that may have changed since the last reading; empty where that is not known
     * @param files of the database with a page that may have changed; empty where that is not known
     * @param doubtful transactions that it must not tell of, unless they were taken back
     */
    record Answer(
            CatalogLog log,
            boolean same,
            Optional<Map<String, Set<Long>>> pages,
            Optional<Set<Long>> files,
            Set<Long> doubtful) {

        /** The pages, once the server was asked about what is in doubt. */
        Optional<Map<String, Set<Long>>> certain(ReaderMessages messages) throws SQLException {
            if (doubtful.isEmpty() || pages.isEmpty()) {
                return pages;
            }
            boolean[] takenBack = new boolean[1];
            messages.send(new ReaderMessages.Message(
                    List.of(CatalogMoment.TAKEN_BACK),
                    List.of(doubtful.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"))),
                    List.of(rows -> {
                        rows.next();
                        takenBack[0] = rows.getBoolean(1);
                    })));
            return takenBack[0] ? pages : Optional.empty();
        }
    }
}
