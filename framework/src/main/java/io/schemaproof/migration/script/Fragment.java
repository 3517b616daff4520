package io.schemaproof.migration.script;

import io.schemaproof.base.SqlCharacters;

/**
 * Text that goes to the server in one piece, and where each of its characters stands in the file.
 *
 * @since 0.1
 */
public final class Fragment {

    private final String sql;
    private final String typed;
    private final SourceText source;
    private final OffsetMap map;
    private final int copies;

    Fragment(String sql, SourceText source, OffsetMap map) {
        this(sql, sql, source, map, 0);
    }

    /** @param typed the text with blanks where something was put in that the lexer has not read */
    Fragment(String sql, String typed, SourceText source, OffsetMap map) {
        this(sql, typed, source, map, 0);
    }

    private Fragment(String sql, String typed, SourceText source, OffsetMap map, int copies) {
        this.sql = sql;
        this.typed = typed;
        this.source = source;
        this.map = map;
        this.copies = copies;
    }

    /** Take a text as a whole. */
    public static Fragment whole(SourceText source) {
        return new Fragment(source.text(), source, OffsetMap.IDENTITY);
    }

    /** Make a text that stands nowhere in the file; all of it is said to be at the offset. */
    public static Fragment synthetic(String sql, SourceText source, int offset) {
        return new Fragment(sql, source, ignored -> offset);
    }

    /** Return other text with the place of this one, for what a statement gave birth to. */
    public Fragment born(String text) {
        return synthetic(text, source, sourceOffset(0)).byCommand();
    }

    /** Return it without the white space and comment lines before it and without a semicolon behind it. */
    Fragment trimmed() {
        int from = 0;
        int end = sql.length();
        while (true) {
            from = SqlCharacters.spaceEnd(sql, from, end);
            if (!sql.startsWith("--", from)) {
                break;
            }
            from = SqlCharacters.find(sql, '\n', from, end);
        }
        while (end > from && SqlCharacters.isSpace(sql.charAt(end - 1))) {
            end--;
        }
        if (end > from && sql.charAt(end - 1) == ';') {
            end--;
        }
        int skipped = from;
        return new Fragment(sql.substring(from, end), source, offset -> map.toSource(offset + skipped));
    }

    /** The text, without the final semicolon. */
    public String sql() {
        return sql;
    }

    /** The text as psql has read it: with blanks for the values of {@code :'x'}, {@code :"x"} and {@code :{?x}}. */
    public String typed() {
        return typed;
    }

    Fragment withCopies(int count) {
        return count == copies ? this : new Fragment(sql, typed, source, map, count);
    }

    /** Return it as a command sends it. */
    public Fragment byCommand() {
        return withCopies(SqlLexer.copies(sql));
    }

    /** How many {@code COPY … FROM STDIN} psql has read in it; as often it passes over rows where the server does not ask for them. */
    public int copies() {
        return copies;
    }

    /** The file it comes from. */
    public SourceText source() {
        return source;
    }

    /** Offset in the source of an offset in {@link #sql()}. */
    public int sourceOffset(int offset) {
        return map.toSource(offset);
    }

    /** Place in the file of an offset in {@link #sql()}. */
    public Position position(int offset) {
        return source.position(sourceOffset(offset));
    }
}
