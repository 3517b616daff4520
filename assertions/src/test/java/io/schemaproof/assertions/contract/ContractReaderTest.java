package io.schemaproof.assertions.contract;

import static io.schemaproof.assertions.contract.ColumnContract.column;
import static io.schemaproof.assertions.contract.ForeignKeyContract.foreignKey;
import static io.schemaproof.assertions.contract.IndexContract.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.catalog.Column.IdentityGeneration;
import io.schemaproof.catalog.ReferentialAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a file, and what is said of one that is no contract. */
class ContractReaderTest {

    private static final String HEAD = "format: 1\nschema: public\n";

    /** What is wrong, and what is said of it with line and column. */
    static final String MISTAKES = """
            colums: {}                      | 3:1: unknown key "colums" of the contract of a schema; there are: format, schema, only, ignore, also, unlisted, enums, domains, sequences, tables, views, functions, rows, queries
            tabels: {}                      | 3:1: unknown key "tabels" of the contract of a schema, did you mean tables?
            tables: []                      | 3:9: expected tables, a mapping of keys to values, but found a list
            tables:                         | 3:8: expected tables, a mapping of keys to values, but found nothing
            tables: {a: 1}                  | 3:13: expected a table, a mapping of keys to values, but found "1"
            tables: {a: {}}                 | 3:13: "columns" of a table is missing
            tables: {a.b: {columns: {}}}    | 3:10: expected a name without its schema, but found a.b
            tables: {a: {columns: {b: [c]}}} | 3:27: expected a column, a mapping of keys to values, but found a list
            tables: {a: {columns: {b: }}}   | 3:26: expected the type of a column, a text, but found nothing; leave the key out, or write 'NULL' in quotation marks for SQL's NULL
            tables: {a: {columns: {b: {type: int, nullable: false}}}} | 3:39: unknown key "nullable" of a column; there are: type, not_null, collation, default, identity, identity_options, generated, comment
            tables: {a: {columns: {b: {type: int, notnull: true}}}} | 3:39: unknown key "notnull" of a column, did you mean not_null?
            tables: {a: {columns: {b: {not_null: true}}}} | 3:27: "type" of a column is missing
            tables: {a: {columns: {b: {type: int, not_null: yes}}}} | 3:49: expected not_null, true or false, but found "yes"
            tables: {a: {columns: {b: {type: int, not_null: 'true'}}}} | 3:49: expected not_null, true or false, but found the text "true"
            tables: {a: {columns: {b: {type: int, identity: alway}}}} | 3:49: expected identity, one of always, by default, but found "alway", did you mean always?
            tables: {a: {columns: {b: {type: int, identity: always, default: 1}}}} | 3:57: "default" of a column and "identity" exclude each other
            tables: {a: {columns: {b: {type: int, identity: always, not_null: false}}}} | 3:57: "not_null" of a column is true for an identity column always
            tables: {a: {columns: {b: {type: int, identity_options: CYCLE}}}} | 3:39: "identity_options" of a column is something that an identity column has
            tables: {a: {columns: {b: {type: int, generated: {}}}}} | 3:50: expected one of stored and virtual with its expression
            tables: {a: {columns: {b: {type: int, default: ~}}}} | 3:48: expected default, a text, but found nothing; leave the key out, or write 'NULL' in quotation marks for SQL's NULL
            tables: {a: {columns: {b: {type: int, default: NULL}}}} | 3:48: expected default, a text, but found nothing; leave the key out, or write 'NULL' in quotation marks for SQL's NULL
            tables: {a: {columns: {b: int, B: int}}} | 3:32: "B" a second time; it stands in line 3 already
            tables: {a: {columns: {b: int, b: int}}} | 3:32: "b" a second time; it stands in line 3 already
            tables: {a: {columns: {'"b': int}}} | 3:24: Not a name as SQL writes it: "b. Quote what is not lower case: "Mixed Case".
            tables: {a: {columns: {}, primary_key: id}} | 3:40: expected a primary key, a mapping of keys to values, but found "id"
            tables: {a: {columns: {}, primary_key: []}} | 3:40: expected the columns of a primary key, but the list is empty
            tables: {a: {columns: {}, primary_key: {columns: [id], nulls_not_distinct: true}}} | 3:56: unknown key "nulls_not_distinct" of a primary key; there are: columns, include, without_overlaps, deferrable
            tables: {a: {columns: {}, checks: a > 0}} | 3:35: expected checks, a list, but found "a > 0"
            tables: {a: {columns: {}, checks: [{condition: x, state: valid}]}} | 3:58: expected state, one of not enforced, not valid, but found "valid"
            tables: {a: {columns: {}, foreign_keys: [{columns: [a], references: b}]}} | 3:69: expected references, a mapping of keys to values, but found "b"
            tables: {a: {columns: {}, foreign_keys: [{columns: [a], references: {b: [x], c: [y]}}]}} | 3:69: expected one table with its columns, as in {customers: [id]}
            tables: {a: {columns: {}, foreign_keys: [{columns: [a], references: {b: [x, y]}}]}} | 3:42: A foreign key on [a] cannot reference [x, y]: name as many columns on both sides.
            tables: {a: {columns: {}, foreign_keys: [{columns: [a], references: {b: [x]}, on_delete: setnull}]}} | 3:90: expected on_delete, one of cascade, no action, restrict, set default, set null, but found "setnull", did you mean set null?
            tables: {a: {columns: {}, foreign_keys: [{columns: [a], references: {b: [x]}, on_delete_columns: [a]}]}} | 3:42: Only ON DELETE SET NULL and SET DEFAULT name columns, not NO_ACTION.
            tables: {a: {columns: {}, indexes: [{keys: [a], nulls_not_distinct: true}]}} | 3:37: NULLS NOT DISTINCT says something of a unique index only.
            tables: {a: {columns: {}, partitions: {b: DEFAULT}}} | 3:13: A table with partitions has a partition key.
            tables: {a: {columns: {}, partition_by: LIST (x), partitions: {b: {columns: {}}}}} | 3:67: "bound" of a partition is missing
            tables: {a: {only: [columns], columns: {}, checks: [x]}} | 3:44: "checks" of a table is not compared, as "only" or "ignore" says
            tables: {a: {only: [columns], columns: {b: {type: int, comment: x}}}} | 3:56: "comment" of a column is not compared, as "only" or "ignore" says
            tables: {a: {ignore: [comments], columns: {}, partition_by: LIST (b), partitions: {c: {bound: DEFAULT, columns: {b: {type: int, comment: x}}}}}} | 3:129: "comment" of a column is not compared, as "only" or "ignore" says
            tables: {a: {only: [], columns: {}}} | 3:20: "only" names no part, so that nothing would be compared
            tables: {a: {only: [columns], ignore: [checks], columns: {}}} | 3:31: "ignore" of a table and "only" exclude each other
            also: [privileges]              | 3:8: expected a part, one of row_security, triggers, but found "privileges"
            tables: {a: {columns: {}, triggers: {t: AFTER INSERT ON a EXECUTE f()}}} | 3:41: expected a trigger without its name and its table, as in AFTER INSERT FOR EACH ROW EXECUTE FUNCTION audit.log(), but found AFTER INSERT ON a EXECUTE f()
            tables: {a: {columns: {}, row_security: {policies: {p: {for: merge}}}}} | 3:62: expected for, one of all, delete, insert, select, update, but found "merge"
            tables: {a: {columns: {}, ignore: [triggers], triggers: {}}} | 3:47: "triggers" of a table is not compared, as "only" or "ignore" says
            tables: {a: {ignore: [index], columns: {}}} | 3:23: expected a part, one of checks, columns, comments, exclusions, foreign_keys, indexes, kind, partitions, primary_key, row_security, triggers, unique, but found "index", did you mean indexes?
            enums: {a: new}                 | 3:12: expected the labels of an enum, a list, but found "new"
            enums: {a: [[new]]}             | 3:13: expected the labels of an enum, a text, but found a list
            domains: {a: {not_null: true}}  | 3:14: "type" of a domain is missing
            sequences: {a: }                | 3:15: expected a sequence, a mapping of keys to values, but found nothing
            views: {a: {query: x, indexes: [[b]]}} | 3:12: Only a materialized view has indexes.
            views: {a: {query: x, unfilled: passes}} | 3:12: Only a materialized view can be unfilled.
            views: {a: {query: x, materialized: true, unfilled: true}} | 3:53: expected unfilled, one of fails, passes, but found "true"
            views: {a: {query: x, columns: {b: int}}} | 3:36: expected a column of a view, a mapping of keys to values, but found "int"
            views: {a: {query: x, columns: {b: {}}}} | 3:36: A column of a view has a default or a comment here; the rest of it the query says.
            views: {a: {query: x, columns: {b: {type: int}}}} | 3:37: unknown key "type" of a column of a view; there are: default, comment
            views: {a: {query: x, materialized: true, columns: {b: {default: 1}}}} | 3:12: A column of a materialized view has no default.
            functions: {a(): {returns: int}} | 3:18: "language" of a function is missing
            functions: {a(): {language: sql}} | 3:18: "returns" of a function is missing
            functions: {a(): {kind: procedure, returns: int, language: sql}} | 3:36: "returns" of a function is nothing that a procedure has
            unlisted: ignored               | 3:11: expected unlisted, one of fails, passes, but found "ignored"
            views: {a: &x SELECT}           | 3:12: an anchor (&x), which the format has not; write the value out where it is needed
            views: {a: !!binary x}          | 3:12: the tag tag:yaml.org,2002:binary, which the format has not
            views: {a                       | 4:1: not YAML: expected ',' or '}', but got <stream end> while parsing a flow mapping
            tables: {a: {unlisted: passes}} | 3:13: the table names nothing and lets pass what it does not name, so that nothing of it would be checked
            tables: {a: {unlisted: yes, columns: {}}} | 3:24: expected unlisted, one of fails, passes, but found "yes"
            unlisted: passes                | 1:1: the contract of the schema public names nothing and lets pass what it does not name, so that nothing would be checked
            only: [rows]                    | 1:1: the contract of the schema public names nothing, so that nothing would be checked
            rows: {}                        | 3:7: expected rows, but there are none, so that nothing would be checked
            rows: {a: {}}                   | 3:11: Nothing is demanded of the rows, so that nothing would be checked: write "count" or "checks".
            rows: {a: 3}                    | 3:11: expected the rows of a table, a mapping of keys to values, but found "3"
            rows: {a: {cout: 3}}            | 3:12: unknown key "cout" of the rows of a table, did you mean count?
            rows: {a: {count: three}}       | 3:19: expected a number, or at_least, at_most or between, a whole number from 0 on, but found "three"
            rows: {a: {count: -1}}          | 3:19: expected a number, or at_least, at_most or between, a whole number from 0 on, but found "-1"
            rows: {a: {count: {}}}          | 3:19: expected at_least, at_most or between
            rows: {a: {count: {at_least: 0}}} | 3:19: At least 0 is always so: nothing would be checked.
            rows: {a: {count: {at_least: 5, at_most: 3}}} | 3:19: Not a number from 5 to 3.
            rows: {a: {count: {between: [1]}}} | 3:29: expected two numbers, as in [1, 10]
            rows: {a: {count: {between: [1, 2], at_most: 3}}} | 3:37: "at_most" of a number and "between" exclude each other
            rows: {a: {checks: []}}         | 3:20: expected checks, but the list is empty, so that nothing would be checked
            rows: {a: {checks: [{every: b > 0}]}} | 3:22: unknown key "every" of a check of rows; there are: all, none, any, count, distinct, unique, not_null, values, no_orphans, references, where, tolerating, no_rows, because
            rows: {a: {checks: [{where: b > 0}]}} | 3:21: a check of rows says one of all, none, any, count, distinct, unique, not_null, values, no_orphans, but here is none
            rows: {a: {checks: [{all: b > 0, none: b > 1}]}} | 3:21: a check of rows says one of all, none, any, count, distinct, unique, not_null, values, no_orphans, not several: all, none
            rows: {a: {checks: ["b) OR (1 = 1"]}} | 3:21: This is not one complete piece of SQL: ")" closes what was not opened: b) OR (1 = 1
            rows: {a: {checks: [{any: b > 0, no_rows: passes}]}} | 3:34: "no_rows" of a check of rows makes no sense with "any", which says how many there are
            rows: {a: {checks: [{count: 1, tolerating: 1}]}} | 3:32: "tolerating" of a check of rows makes no sense with "count", which no single row fails
            rows: {a: {checks: [{all: b > 0, tolerating: 101 %}]}} | 3:46: a percentage is 0 to 100, not 101
            rows: {a: {checks: [{all: b > 0, tolerating: 100.0 %}]}} | 3:46: 100 % tolerates every row, so that nothing would be checked
            rows: {a: {checks: [{all: b > 0, tolerating: few}]}} | 3:46: expected tolerating, a whole number from 0 on, but found "few"
            rows: {a: {checks: [{no_orphans: b}]}} | 3:21: "references" of a check of rows is missing
            rows: {a: {checks: [{all: b > 0, references: {c: d}}]}} | 3:34: "references" of a check of rows is something that no_orphans has
            rows: {a: {checks: [{no_orphans: [b, c], references: {d: e}}]}} | 3:34: What is held by [b, c] cannot be found in [e] of d: name as many columns on both sides.
            rows: {a: {checks: [{values: {b: []}}]}} | 3:34: expected the values of a column, but the list is empty
            rows: {a: {checks: [{values: [b]}]}} | 3:30: expected values, a mapping of keys to values, but found a list
            rows: {a: {checks: [{distinct: {b: 1, c: 2}}]}} | 3:32: expected one column, as in {state: 3}
            queries: {}                     | 3:10: expected queries, but there are none, so that nothing would be checked
            queries: {q: SELECT 1}          | 3:14: expected a query, a mapping of keys to values, but found "SELECT 1"
            queries: {q: {sql: SELECT 1}}   | 3:14: Nothing is demanded of the query, so that nothing would be checked: write "plan", "time" or "returns".
            queries: {q: {time: 1 s}}       | 3:14: "sql" of a query is missing
            queries: {q: {sql: DELETE FROM a, time: 1 s}} | 3:20: a query of a contract only reads: it begins with SELECT, WITH, VALUES or TABLE, has no INSERT, UPDATE, DELETE or MERGE in WITH, and no INTO
            queries: {q: {sql: WITH d AS (DELETE FROM a) SELECT 1, time: 1 s}} | 3:20: a query of a contract only reads: it begins with SELECT, WITH, VALUES or TABLE, has no INSERT, UPDATE, DELETE or MERGE in WITH, and no INTO
            queries: {q: {sql: SELECT 1 INTO a, time: 1 s}} | 3:20: a query of a contract only reads: it begins with SELECT, WITH, VALUES or TABLE, has no INSERT, UPDATE, DELETE or MERGE in WITH, and no INTO
            queries: {q: {sql: SELECT 1; DROP TABLE a, time: 1 s}} | 3:20: This is not one complete piece of SQL: ";" begins another statement: SELECT 1; DROP TABLE a
            queries: {q: {sql: SELECT 1, time: fast}} | 3:36: expected a time, as in 50 ms or 2 s, but found "fast"
            queries: {q: {sql: SELECT 1, time: 0 ms}} | 3:36: A time limit must be longer than nothing, not PT0S.
            queries: {q: {sql: SELECT 1, time: {p75: 1 s}}} | 3:37: unknown key "p75" of the time of a query, did you mean p95?
            queries: {q: {sql: SELECT 1, returns: {count: 1}, no_rows: passes}} | 3:51: "no_rows" of a query is something that "time", "buffers_at_most" and "rows_read_at_most" have
            queries: {q: {sql: SELECT 1, time: {}}} | 3:36: expected one of best, p50, p90, p95, p99, as in {p95: 50 ms}
            queries: {q: {sql: SELECT 1, plan: {}}} | 3:36: Nothing is demanded of the plan, so that nothing would be checked.
            queries: {q: {sql: SELECT 1, plan: {uses_index: '"b'}}} | 3:49: Not a name as SQL writes it: "b. Quote what is not lower case: "Mixed Case".
            queries: {q: {sql: SELECT 1, plan: {use_index: a}}} | 3:37: unknown key "use_index" of the plan of a query, did you mean uses_index?
            queries: {q: {sql: SELECT 1, plan: {no_seq_scan: false}}} | 3:50: "no_seq_scan: false" demands nothing; leave it out
            queries: {q: {sql: SELECT 1, plan: {no_sort: true, kind: all}}} | 3:58: expected kind, one of both, custom, generic, but found "all"
            queries: {q: {sql: SELECT 1, returns: {}}} | 3:39: Nothing is demanded of the result, so that nothing would be checked.
            queries: {q: {sql: SELECT 1, returns: {contains: []}}} | 3:50: expected rows, but the list is empty, so that nothing would be checked
            queries: {q: {sql: SELECT 1, returns: {count: 1, in_order: true}}} | 3:50: "in_order" of what a query returns is something that rows have
            queries: {q: {sql: SELECT 1, returns: {rows: 1}}} | 3:46: expected rows, a list, but found "1"
            """;

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("c.yaml"), text);
    }

    @Test
    void a_table_written_by_hand() throws IOException {
        SchemaContract contract = SchemaContract.read(file(HEAD + """
                ignore: [comments]
                tables:
                  orders:
                    columns:
                      id: {type: bigint, identity: always}
                      Total:
                        type: numeric(10, 2)
                        not_null: True
                        default: 0
                      paid: {type: boolean, default: true}
                      customer_id: bigint
                    primary_key: [id]
                    foreign_keys:
                    - columns: [customer_id]
                      references: {customers: [id]}
                      on_delete: set null
                    checks: [total >= 0]
                    indexes: [[customer_id]]
                """));

        assertThat(contract)
                .isEqualTo(SchemaContract.of("public")
                        .table(
                                "orders",
                                TableContract.ofColumns(
                                                column("id", "bigint").asIdentity(IdentityGeneration.ALWAYS),
                                                column("Total", "numeric(10, 2)")
                                                        .notNull()
                                                        .withDefault("0"),
                                                column("paid", "boolean").withDefault("true"),
                                                column("customer_id", "bigint"))
                                        .primaryKey("id")
                                        .foreignKey(foreignKey("customer_id")
                                                .references("customers", "id")
                                                .onDelete(ReferentialAction.SET_NULL))
                                        .check("total >= 0")
                                        .index(index("customer_id"))));
    }

    @Test
    void what_is_compared_is_said_in_words() throws IOException {
        SchemaContract contract = SchemaContract.read(
                file(HEAD + "only: [tables]\nunlisted: passes\ntables: {a: {only: [columns], columns: {id: int}}}"));

        assertThat(contract.parts()).containsExactly(SchemaPart.TABLES);
        assertThat(contract.allowsOthers()).isTrue();
        assertThat(contract.tables().values())
                .singleElement()
                .satisfies(table -> assertThat(table.parts()).containsExactly(TablePart.COLUMNS));
        assertThat(SchemaContract.read(file(HEAD)).parts()).isEqualTo(EnumSet.allOf(SchemaPart.class));
        assertThat(SchemaContract.read(file(HEAD)).allowsOthers()).isFalse();
    }

    @Test
    void several_schemas_are_several_documents() throws IOException {
        Path file = file(HEAD + "---\nformat: 1\nschema: app\n");

        assertThat(SchemaContract.readAll(file).stream().map(SchemaContract::name))
                .containsExactly("public", "app");
        assertThatThrownBy(() -> SchemaContract.read(file))
                .isInstanceOf(ContractException.class)
                .hasMessage(file + " holds the contracts of 2 schemas (public, app): take one of readAll(..).");
        Path twice = file(HEAD + "---\n" + HEAD);
        assertThatThrownBy(() -> SchemaContract.readAll(twice))
                .hasMessage(
                        twice + ":4:1: the schema public a second time; document 1 of the file is about it already");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "domains: {a: {type: int, comment: x}}",
                "sequences: {a: {comment: x}}",
                "views: {a: {query: SELECT 1, comment: x}}",
                "views: {a: {query: SELECT 1, columns: {b: {comment: x}}}}",
                "functions: {a(): {returns: int, language: sql, comment: x}}",
                "tables: {a: {columns: {}, comment: x}}"
            })
    void a_comment_that_is_not_compared_is_a_mistake(String text) throws IOException {
        Path compared = file(HEAD + text + "\n");

        assertThat(SchemaContract.readAll(compared)).hasSize(1);

        Path file = file(HEAD + "ignore: [comments]\n" + text + "\n");

        assertThatThrownBy(() -> SchemaContract.readAll(file))
                .isInstanceOf(ContractException.class)
                .hasMessageStartingWith(file + ":4:" + (text.indexOf("comment") + 1) + ": \"comment\" of a ")
                .hasMessageEndingWith(" is not compared, as \"only\" or \"ignore\" says");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = MISTAKES)
    void each_mistake_has_its_place_and_its_words(String text, String message) throws IOException {
        Path file = file(HEAD + text + "\n");

        assertThatThrownBy(() -> SchemaContract.readAll(file))
                .isInstanceOf(ContractException.class)
                .hasMessage(file + ":" + message);
    }

    @Test
    void the_head_of_the_file() throws IOException {
        fails("", ": the file is empty, so that nothing would be compared; begin with \"format: 1\"");
        fails("# nothing\n", ": the file is empty, so that nothing would be compared; begin with \"format: 1\"");
        fails("schema: a\n", ":1:1: \"format\" of the contract of a schema is missing");
        fails("format: 1\n", ":1:1: \"schema\" of the contract of a schema is missing");
        fails("format: 2\nschema: a\n", ":1:9: the format 2 is unknown; this version reads format 1");
        fails("format: 1\nschema: a.b\n", ":2:9: Not a column's name: a.b. Leave the table out.");
        fails(
                "just text",
                ":1:1: expected the contract of a schema, a mapping of keys to values, but found \"just text\"");
        fails(HEAD + "tables:\n\ta: {}\n", ":4:1: a tab; YAML is indented with spaces");
        fails(
                HEAD + "ignore: [tables]\ntables: {}\n",
                ":4:1: \"tables\" of the contract of a schema is not compared, as \"only\" or \"ignore\" says");
        fails(
                HEAD + "tables: " + "[".repeat(100_000) + "]".repeat(100_000),
                ": brackets in brackets, deeper than any contract goes");
        fails(HEAD + "schema: b\n", ":3:1: \"schema\" a second time; it stands in line 2 already");
        Files.write(folder.resolve("c.yaml"), "format: 1\nschema: gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> SchemaContract.readAll(folder.resolve("c.yaml")))
                .isInstanceOf(ContractException.class)
                .hasMessage(folder.resolve("c.yaml") + ": bytes that are no UTF-8");
        assertThatThrownBy(() -> SchemaContract.readAll(folder.resolve("none.yaml")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("There is no contract " + folder.resolve("none.yaml") + ".");
    }

    private void fails(String text, String message) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> SchemaContract.readAll(file))
                .isInstanceOf(ContractException.class)
                .hasMessage(file + message);
    }

    @Test
    void a_contract_that_says_nothing_is_refused() {
        assertThatThrownBy(
                        () -> TableContract.ofColumns().only(TablePart.CHECKS).ignoring(TablePart.CHECKS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A contract that compares no part of a table says nothing.");
        assertThatThrownBy(() -> SchemaContract.of("a").enumType("x", "1").enumType("X", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("X stands twice in the contract.");
    }
}
