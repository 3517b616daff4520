package io.schemaproof.base;

/**
 * Follow what is sent to psql, to which since 15.19, 16.15, 17.11 and 18.6 a statement without words is what the one before it was: behind
 * {@code COPY … FROM stdin} and its rows it takes the lines after a lone semicolon for rows, too, without a word.
 *
 * @since 0.1
 */
public final class CopyTrail {

    private boolean copies;

    /** Take note of a message, which a semicolon has ended; return whether psql takes what follows for rows that it does not ask for. */
    public boolean reachesBeyond(String sql) {
        CopyFromStdin statement = new CopyFromStdin();
        SqlScanner scanner = new SqlScanner(sql);
        boolean beyond = false;
        while (scanner.next()) {
            boolean words = statement.isBegun();
            boolean ends = statement.endsAt(scanner);
            if (scanner.is(';') && !statement.isBegun()) {
                beyond |= !words && copies;
                copies = words ? ends : copies;
            }
        }
        beyond |= !statement.isBegun() && copies;
        copies = statement.isBegun() ? statement.isOne() : copies;
        return beyond;
    }
}
