package io.schemaproof.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A schema of any size with the proportions of a real one: at 136 tables it has 1,763 columns, 511 indexes, 135 foreign
 * keys, 20 views, 69 functions and 40 triggers. The same size gives the same text.
 */
final class GeneratedSchema {

    private static final int MODEL = 136;

    /** Columns {@code a0…a9} by type; with key, reference and time stamp 13 for most tables. */
    private static final String[] TYPES = {
        "bigint", "text", "numeric(12,2)", "boolean", "date", "jsonb", "varchar(80)", "integer", "uuid"
    };

    /** What a row of the number {@code i} has in a column of each of these types. */
    private static final String[] VALUES = {
        "i",
        "'text ' || i",
        "i % 1000 / 100.0",
        "i % 2 = 0",
        "date '2026-01-01' + i % 365",
        "jsonb_build_object('n', i)",
        "'word ' || i",
        "i",
        "md5(i::text)::uuid"
    };

    private final int tables;
    private final StringJoiner sql = new StringJoiner(";\n", "", ";\n");

    private GeneratedSchema(int tables) {
        this.tables = tables;
    }

    /** The statements that make a schema with this many tables. */
    static String sql(int tables) {
        return new GeneratedSchema(tables).build();
    }

    /** One statement for each table of such a schema, which gives it rows as somebody would who has written the schema. */
    static List<String> rows(int tables, int rows) {
        GeneratedSchema schema = new GeneratedSchema(tables);
        List<String> statements = new ArrayList<>();
        for (int table = 0; table < tables; table++) {
            StringJoiner names = new StringJoiner(", ", "INSERT INTO t" + table + " (parent_id, ", ") ");
            StringJoiner values = new StringJoiner(", ", "SELECT i, ", " FROM generate_series(1, " + rows + ") i");
            for (int column = 0; column < schema.extra(table); column++) {
                names.add("a" + column);
                values.add(VALUES[column % VALUES.length]);
            }
            statements.add(names.toString() + values);
        }
        return statements;
    }

    private String build() {
        int indexes = 0;
        for (int table = 0; table < tables; table++) {
            table(table);
            indexes++;
            // 511 in 136 tables, spread evenly, one of them the primary key's
            int wanted = share(511, table + 1);
            for (int column = 0; indexes < wanted; column++, indexes++) {
                sql.add("CREATE INDEX t" + table + "_i" + column + " ON t" + table + " (a" + (column * 3) + ")");
            }
        }
        for (int view = 0; view < share(20, tables); view++) {
            sql.add("CREATE VIEW v" + view + " AS SELECT t.id, t.a1, count(*) AS n FROM t" + view + " t JOIN t"
                    + (view + 1) + " u ON u.parent_id = t.id GROUP BY t.id, t.a1");
        }
        sql.add("CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS "
                + "$$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$");
        for (int function = 1; function < share(69, tables); function++) {
            sql.add("CREATE FUNCTION f" + function + "(a integer, b text) RETURNS bigint LANGUAGE sql STABLE AS "
                    + "$$ SELECT count(*) FROM t" + function + " WHERE a7 = a AND a1 = b $$");
        }
        for (int trigger = 0; trigger < share(40, tables); trigger++) {
            sql.add("CREATE TRIGGER t" + trigger + "_touch BEFORE UPDATE ON t" + trigger
                    + " FOR EACH ROW EXECUTE FUNCTION touch()");
        }
        return sql.toString();
    }

    private void table(int number) {
        StringJoiner columns = new StringJoiner(", ", "CREATE TABLE t" + number + " (", ")");
        columns.add("id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY");
        columns.add(number == 0 ? "parent_id bigint" : "parent_id bigint REFERENCES t" + (number - 1));
        columns.add("updated_at timestamptz NOT NULL DEFAULT now()");
        for (int column = 0; column < extra(number); column++) {
            columns.add("a" + column + " " + TYPES[column % TYPES.length] + (column % 4 == 1 ? " NOT NULL" : ""));
        }
        sql.add(columns.toString());
    }

    /** 1,763 columns in 136 tables: five short of 13 in each. */
    private int extra(int number) {
        return share(1763, number + 1) - share(1763, number) - 3;
    }

    private static int share(int ofModel, int tables) {
        return (int) ((long) ofModel * tables / MODEL);
    }
}
