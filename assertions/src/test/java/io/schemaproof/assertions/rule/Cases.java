package io.schemaproof.assertions.rule;

import static io.schemaproof.assertions.rule.Case.of;

import java.util.List;

/** One case for each rule of the library. */
final class Cases {

    private static final String COMMENTED =
            "CREATE TABLE t (id int PRIMARY KEY); COMMENT ON TABLE t IS 'x';" + " COMMENT ON COLUMN t.id IS 'x'";

    private Cases() {}

    static final List<Case> ALL = List.of(
            of(
                    TableRules.havePrimaryKey(),
                    "CREATE TABLE a (x int); CREATE TABLE b (id int, x int); CREATE TABLE c (x int UNIQUE NOT NULL)",
                    "table a; table b; table c",
                    "CREATE TABLE a (x int PRIMARY KEY);"
                            + " CREATE TABLE p (x int PRIMARY KEY) PARTITION BY RANGE (x);"
                            + " CREATE TABLE p1 PARTITION OF p DEFAULT"),
            of(
                    TableRules.haveColumnThatIsNotNull(),
                    "CREATE TABLE a (x int, y int)",
                    "table a",
                    "CREATE TABLE a (x int, y int NOT NULL)"),
            of(TableRules.haveSeveralColumns(), "CREATE TABLE a (x int)", "table a", "CREATE TABLE a (x int, y int)"),
            of(
                    TableRules.beginWithPrimaryKey(),
                    "CREATE TABLE a (x int, id int PRIMARY KEY)",
                    "table a",
                    "CREATE TABLE a (id int PRIMARY KEY, x int)"),
            of(
                    TableRules.haveNoNumberedColumns(),
                    "CREATE TABLE a (phone1 text, phone2 text)",
                    "table a",
                    "CREATE TABLE a (line1 text, phone2 text, md5 text)"),
            of(
                    TableRules.beConnected(),
                    "CREATE TABLE a (id int PRIMARY KEY, parent int REFERENCES a (id))",
                    "table a",
                    "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int REFERENCES a (id))"),
            of(
                    TableRules.notInherit(),
                    "CREATE TABLE a (x int); CREATE TABLE \"A, b\" (y int); CREATE TABLE b () INHERITS (\"A, b\", a)",
                    "table b",
                    "CREATE TABLE a (x int) PARTITION BY LIST (x); CREATE TABLE b PARTITION OF a DEFAULT"),
            of(TableRules.haveComment(), "CREATE TABLE a (x int)", "table a", COMMENTED),
            of(ColumnRules.haveComment(), "CREATE TABLE a (\"X y\" int)", "column a.\"X y\"", COMMENTED),
            of(
                    TableRules.haveColumns("created_at"),
                    "CREATE TABLE a (x int)",
                    "table a",
                    "CREATE TABLE a (x int, created_at timestamptz)"),
            of(
                    ColumnRules.notDefaultToTextNull(),
                    "CREATE TABLE a (x text DEFAULT 'null', y varchar(9) DEFAULT 'NULL')",
                    "column a.x; column a.y",
                    "CREATE TABLE a (x text DEFAULT NULL, y text DEFAULT 'nullable')"),
            of(
                    ColumnRules.notBeNullableBoolean(),
                    "CREATE TABLE a (x bool)",
                    "column a.x",
                    "CREATE TABLE a (x bool NOT NULL, y int)"),
            of(
                    ColumnRules.haveOneTypeForOneName(),
                    "CREATE TABLE a (x bigint); CREATE TABLE b (x bigint); CREATE TABLE c (x int)",
                    "column c.x",
                    "CREATE TABLE a (x int); CREATE TABLE b (x int, y text)"),
            of(
                    ColumnRules.notLookLikeForeignKey(),
                    "CREATE TABLE cities (id int PRIMARY KEY); CREATE TABLE \"user\" (id int PRIMARY KEY, city_id int);"
                            + " CREATE TABLE b (user_id int)",
                    "column \"user\".city_id; column b.user_id",
                    "CREATE TABLE cities (id int PRIMARY KEY); CREATE TABLE b (city_id int REFERENCES cities (id),"
                            + " country_id int, external_id text)"),
            of(
                    TypeRules.noTimestampWithoutTimeZone(),
                    "CREATE TABLE a (x timestamp DEFAULT now(), y timestamp(3)[])",
                    "column a.x; column a.y",
                    "CREATE TABLE a (x timestamptz)"),
            of(TypeRules.noTimeWithTimeZone(), "CREATE TABLE a (x timetz)", "column a.x", "CREATE TABLE a (x time)"),
            of(
                    TypeRules.noTimestampWithPrecision(),
                    "CREATE TABLE a (x timestamptz(0))",
                    "column a.x",
                    "CREATE TABLE a (x timestamptz)"),
            of(TypeRules.noMoney(), "CREATE TABLE a (x money)", "column a.x", "CREATE TABLE a (x numeric)"),
            of(TypeRules.noJson(), "CREATE TABLE a (x json DEFAULT '{}')", "column a.x", "CREATE TABLE a (x jsonb)"),
            of(
                    TypeRules.noChar(),
                    "CREATE TABLE a (x char(3), y char)",
                    "column a.x; column a.y",
                    "CREATE TABLE a (x text, y \"char\", z varchar(3))"),
            of(
                    TypeRules.noVarcharWithLimit(),
                    "CREATE TABLE a (x varchar(3))",
                    "column a.x",
                    "CREATE TABLE a (x varchar)"),
            of(TypeRules.noLargeObject(), "CREATE TABLE a (x oid)", "column a.x", "CREATE TABLE a (x bytea)"),
            of(
                    TypeRules.noSerial(),
                    "CREATE TABLE \"A b\" (\"it's\" bigserial PRIMARY KEY)",
                    "column \"A b\".\"it's\"",
                    "CREATE SEQUENCE s; CREATE TABLE a (x bigint GENERATED ALWAYS AS IDENTITY, y int DEFAULT nextval('s'))"),
            of(
                    KeyRules.haveRoom(),
                    "CREATE TABLE a (id serial PRIMARY KEY); CREATE TABLE b (id smallint PRIMARY KEY)",
                    "column a.id; column b.id",
                    "CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (x int, y int, PRIMARY KEY (x, y))"),
            of(
                    KeyRules.notBeTextKey(),
                    "CREATE TABLE a (x varchar(3) PRIMARY KEY)",
                    "column a.x",
                    "CREATE TABLE a (x uuid PRIMARY KEY)"),
            of(
                    KeyRules.notBeComposite(),
                    "CREATE TABLE a (x int, y int, PRIMARY KEY (y, x))",
                    "table a",
                    "CREATE TABLE a (x int PRIMARY KEY)"),
            of(
                    KeyRules.fitTheirColumn(),
                    "CREATE SEQUENCE s; CREATE TABLE a (x int DEFAULT nextval('s')); ALTER SEQUENCE s OWNED BY a.x",
                    "sequence s",
                    "CREATE TABLE a (x serial, y bigserial)"),
            of(
                    KeyRules.haveUsedAtMost(80),
                    "CREATE SEQUENCE s AS smallint; SELECT setval('s', 30000); CREATE TABLE a (x serial);"
                            + " SELECT setval('a_x_seq', 2000000000); CREATE SEQUENCE d AS smallint INCREMENT -1;"
                            + " SELECT setval('d', -32000)",
                    "sequence a_x_seq; sequence d; sequence s",
                    "CREATE SEQUENCE s; SELECT setval('s', 30000);"
                            + " CREATE SEQUENCE c AS smallint CYCLE; SELECT setval('c', 32000);"
                            + " CREATE SEQUENCE d AS smallint INCREMENT -1; SELECT setval('d', -9)"),
            of(
                    ForeignKeyRules.beCoveredByIndex(),
                    "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (\"order\" int REFERENCES a (id), y int);"
                            + " CREATE INDEX ON b (y, \"order\")",
                    "constraint b.b_order_fkey",
                    "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (x int REFERENCES a (id));"
                            + " CREATE INDEX ON b (x) WHERE x IS NOT NULL"),
            of(
                    ForeignKeyRules.notBeDuplicate(),
                    "CREATE TABLE a (id int PRIMARY KEY);"
                            + " CREATE TABLE b (x int CONSTRAINT k REFERENCES a (id) CONSTRAINT l REFERENCES a (id))",
                    "constraint b.l",
                    "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (x int REFERENCES a (id), y int REFERENCES a (id))"),
            of(
                    ForeignKeyRules.notOverlap(),
                    "CREATE TABLE a (id int PRIMARY KEY, t int, UNIQUE (id, t)); CREATE TABLE b (x int CONSTRAINT k"
                            + " REFERENCES a (id), t int, CONSTRAINT l FOREIGN KEY (x, t) REFERENCES a (id, t))",
                    "constraint b.l",
                    "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (x int REFERENCES a (id), y int REFERENCES a (id))"),
            of(
                    ForeignKeyRules.haveTypesOfReferencedColumns(),
                    "CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (x int CONSTRAINT k REFERENCES a (id));"
                            + " CREATE TABLE c (id int PRIMARY KEY); CREATE TABLE d (x bigint CONSTRAINT m REFERENCES c (id));"
                            + " CREATE TABLE e (id text PRIMARY KEY); CREATE TABLE f (x char(9) CONSTRAINT n REFERENCES e (id))",
                    "constraint b.k; constraint d.m; constraint f.n",
                    "CREATE TABLE a (id varchar(9) PRIMARY KEY); CREATE TABLE b (x varchar REFERENCES a (id), y text REFERENCES a (id));"
                            + " CREATE TABLE c (id text PRIMARY KEY); CREATE TABLE d (x varchar(40) REFERENCES c (id))"),
            of(
                    ForeignKeyRules.notHaveNullableParts(),
                    "CREATE TABLE a (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE b (x int, y int NOT NULL,"
                            + " CONSTRAINT k FOREIGN KEY (x, y) REFERENCES a)",
                    "constraint b.k",
                    "CREATE TABLE a (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE b (x int, y int,"
                            + " FOREIGN KEY (x, y) REFERENCES a MATCH FULL)"),
            of(
                    ForeignKeyRules.notReferenceThemselves(),
                    "CREATE TABLE a (x int PRIMARY KEY CONSTRAINT k REFERENCES a (x))",
                    "constraint a.k",
                    "CREATE TABLE a (x int PRIMARY KEY, y int REFERENCES a (x))"),
            of(
                    ForeignKeyRules.notFormCycle(),
                    "CREATE TABLE a (x int PRIMARY KEY, y int NOT NULL); CREATE TABLE b (x int PRIMARY KEY, y int NOT NULL"
                            + " CONSTRAINT k REFERENCES a); CREATE TABLE c (x int PRIMARY KEY CONSTRAINT k REFERENCES b);"
                            + " ALTER TABLE a ADD CONSTRAINT k FOREIGN KEY (y) REFERENCES c;"
                            + " CREATE TABLE d (y int NOT NULL REFERENCES a)",
                    "constraint a.k; constraint b.k; constraint c.k",
                    "CREATE TABLE a (x int PRIMARY KEY REFERENCES a, y int); CREATE TABLE b (x int PRIMARY KEY, y int NOT NULL"
                            + " REFERENCES a DEFERRABLE, z int NOT NULL); CREATE TABLE c (x int PRIMARY KEY REFERENCES b);"
                            + " ALTER TABLE a ADD FOREIGN KEY (y) REFERENCES c;"
                            + " ALTER TABLE b ADD FOREIGN KEY (z) REFERENCES c DEFERRABLE"),
            of(
                    ForeignKeyRules.haveActionForChildren(),
                    "CREATE TABLE a (x int PRIMARY KEY, y int CONSTRAINT k REFERENCES a (x))",
                    "constraint a.k",
                    "CREATE TABLE a (x int PRIMARY KEY, y int REFERENCES a (x) ON DELETE SET NULL)"),
            of(
                    ForeignKeyRules.beValidated(),
                    "CREATE TABLE a (x int); ALTER TABLE a ADD CONSTRAINT k CHECK (x > 0) NOT VALID;"
                            + " CREATE DOMAIN d AS int; ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 0) NOT VALID",
                    "constraint a.k; constraint d.k",
                    "CREATE TABLE a (x int CHECK (x > 0))"),
            of(
                    ForeignKeyRules.beEnabled(),
                    "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (x int CONSTRAINT k REFERENCES a (id));"
                            + " ALTER TABLE b DISABLE TRIGGER ALL",
                    "constraint b.k",
                    "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (x int REFERENCES a (id))"),
            of(
                    IndexRules.notBeDuplicate(),
                    "CREATE TABLE a (x int CONSTRAINT \"U\" UNIQUE, y int, z int PRIMARY KEY, w int[]);"
                            + " ALTER TABLE a ADD CONSTRAINT \"V w\" UNIQUE (x);"
                            + " CREATE INDEX j ON a (y, x); CREATE INDEX k ON a (y, x);"
                            + " CREATE UNIQUE INDEX l ON a (z); CREATE INDEX m ON a (y DESC); CREATE INDEX n ON a (y);"
                            + " CREATE INDEX o ON a USING gin (w); CREATE INDEX p ON a USING gin (w)",
                    "index \"V w\"; index k; index l; index n; index p",
                    "CREATE TABLE a (x int, y int, t text);"
                            + " CREATE INDEX i ON a (x, y); CREATE INDEX j ON a (x, y DESC); CREATE INDEX k ON a (y, x);"
                            + " CREATE UNIQUE INDEX u ON a (x, y); CREATE INDEX l ON a (x) WHERE y > 0; CREATE INDEX m ON a USING hash (x);"
                            + " CREATE INDEX n ON a (t); CREATE INDEX o ON a (t text_pattern_ops);"
                            + " CREATE INDEX q ON a (t COLLATE \"C\"); CREATE INDEX r ON a (lower(t));"
                            + " CREATE UNIQUE INDEX s ON a (x, y) WHERE y > 0;"
                            + " CREATE UNIQUE INDEX v ON a (t) WHERE y > 1"),
            of(
                    IndexRules.notBeRedundant(),
                    "CREATE TABLE a (x int, y int, z int, CONSTRAINT u UNIQUE (x, y)); CREATE INDEX i ON a (x);"
                            + " CREATE INDEX j ON a (z) INCLUDE (y); CREATE INDEX k ON a (z, y);"
                            + " CREATE INDEX l ON a (z DESC); CREATE INDEX m ON a (x, y)",
                    "index i; index j; index l; index m",
                    "CREATE TABLE a (x int CONSTRAINT u UNIQUE, y int, z int); CREATE INDEX i ON a (x, y);"
                            + " CREATE INDEX j ON a (y) INCLUDE (z); CREATE INDEX k ON a (y, x);"
                            + " CREATE INDEX m ON a (y) WHERE x > 0; CREATE INDEX n ON a (z DESC NULLS LAST);"
                            + " CREATE UNIQUE INDEX p ON a (z, y)"),
            of(
                    IndexRules.notBeBtreeOnArray(),
                    "CREATE TABLE a (x int[]); CREATE INDEX i ON a (x)",
                    "index i",
                    "CREATE TABLE a (x int[] UNIQUE, y int); CREATE INDEX i ON a USING gin (x); CREATE INDEX ON a (y)"),
            of(
                    IndexRules.notBeOnBooleanAlone(),
                    "CREATE TABLE a (x bool); CREATE INDEX i ON a (x)",
                    "index i",
                    "CREATE TABLE a (x bool, y int); CREATE INDEX ON a (x, y); CREATE INDEX ON a (x) WHERE x;"
                            + " CREATE INDEX ON a (y)"),
            of(
                    IndexRules.notHaveTimeInTheMiddle(),
                    "CREATE TABLE a (x timestamptz, y int); CREATE INDEX i ON a (x, y)",
                    "index i",
                    "CREATE TABLE a (x timestamptz, y int); CREATE INDEX i ON a (y, x)"),
            of(
                    IndexRules.notHaveNeedlessCondition(),
                    "CREATE TABLE a (x int NOT NULL); CREATE UNIQUE INDEX i ON a (x) WHERE x IS NOT NULL",
                    "index i",
                    "CREATE TABLE a (x int); CREATE INDEX i ON a (x) WHERE x IS NOT NULL"),
            of(
                    IndexRules.notBeUniqueWithNull(),
                    "CREATE TABLE a (x int, y int NOT NULL, UNIQUE (x, y))",
                    "index a_x_y_key",
                    "CREATE TABLE a (x int, y int UNIQUE NOT NULL); CREATE UNIQUE INDEX ON a (x) WHERE x IS NOT NULL"),
            of(
                    SecurityRules.havePolicyWhereRowSecurityIs(),
                    "CREATE TABLE a (x int); ALTER TABLE a ENABLE ROW LEVEL SECURITY",
                    "table a",
                    "CREATE TABLE a (x int); ALTER TABLE a ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON a USING (x > 0)"),
            of(
                    SecurityRules.haveRowSecurityWherePolicyIs(),
                    "CREATE TABLE a (x int); CREATE POLICY p ON a USING (x > 0)",
                    "table a",
                    "CREATE TABLE a (x int); ALTER TABLE a ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON a USING (x > 0)"),
            of(
                    SecurityRules.forceRowSecurity(),
                    "CREATE TABLE a (x int); ALTER TABLE a ENABLE ROW LEVEL SECURITY",
                    "table a",
                    "CREATE TABLE a (x int); ALTER TABLE a ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"),
            of(
                    SecurityRules.haveRowSecurity(),
                    "CREATE TABLE a (x int)",
                    "table a",
                    "CREATE TABLE a (x int); ALTER TABLE a ENABLE ROW LEVEL SECURITY"),
            of(
                    SecurityRules.haveNoPolicyThatIsAlwaysTrue(),
                    "CREATE TABLE a (x int); CREATE POLICY \"P q\" ON a USING (true);"
                            + " CREATE POLICY q ON a FOR INSERT WITH CHECK (true)",
                    "policy a.\"P q\"; policy a.q",
                    "CREATE TABLE a (x int); CREATE POLICY p ON a FOR SELECT USING (true);"
                            + " CREATE POLICY r ON a AS RESTRICTIVE USING (true); CREATE POLICY q ON a USING (x > 0)"),
            of(
                    SecurityRules.askOnceInPolicies(),
                    "CREATE TABLE a (x text); CREATE POLICY p ON a USING (x = current_setting('app.user'));"
                            + " CREATE POLICY q ON a FOR INSERT WITH CHECK (x > lower(current_setting('app.user')))",
                    "policy a.p; policy a.q",
                    "CREATE TABLE a (x text, my_current_setting text);"
                            + " CREATE POLICY p ON a USING (x = (SELECT current_setting('app.user')));"
                            + " CREATE POLICY q ON a USING (x = CURRENT_USER OR my_current_setting = 'x')"),
            of(
                    SecurityRules.haveOnePermissivePolicyForEach(),
                    "CREATE TABLE a (x int); CREATE POLICY p ON a USING (x > 0); CREATE POLICY q ON a USING (x < 9)",
                    "table a",
                    "CREATE TABLE a (x int); CREATE POLICY p ON a USING (x > 0);"
                            + " CREATE POLICY q ON a AS RESTRICTIVE USING (x < 9)"),
            of(
                    SecurityRules.fixSearchPathOfSecurityDefiners(),
                    "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';"
                            + " CREATE PROCEDURE p() LANGUAGE sql SECURITY DEFINER SET search_path = \"$user\", public"
                            + " AS 'SELECT 1'",
                    "function f(integer); procedure p()",
                    "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog"
                            + " AS 'SELECT 1'; CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
            of(
                            SecurityRules.beSecurityInvoker(),
                            "CREATE VIEW v AS SELECT 1 AS x",
                            "view v",
                            "CREATE VIEW v WITH (security_invoker, security_barrier) AS SELECT 1 AS x;"
                                    + " CREATE MATERIALIZED VIEW m AS SELECT 1 AS x")
                    .since(15),
            of(
                    SecurityRules.haveComment(),
                    "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                    "function f(integer)",
                    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; COMMENT ON FUNCTION f IS 'one'"),
            of(
                    NamingRules.beSnakeCase(),
                    "CREATE TABLE \"orderItems\" (id int CONSTRAINT \"Pk\" PRIMARY KEY, \"unit price\" int,"
                            + " CONSTRAINT \"C\" CHECK (id > 0)); CREATE INDEX \"I\" ON \"orderItems\" (id);"
                            + " CREATE TYPE \"T\" AS ENUM (); CREATE TABLE \"Order\" (id int);"
                            + " CREATE DOMAIN d AS int CONSTRAINT \"Dc\" CHECK (VALUE > 0); CREATE FUNCTION \"F\"(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                    "enum type \"T\"; function \"F\"(integer); table \"Order\"; table \"orderItems\"; column \"orderItems\".\"unit price\";"
                            + " constraint \"orderItems\".\"C\"; constraint \"orderItems\".\"Pk\"; constraint d.\"Dc\"; index \"I\"",
                    "CREATE TABLE order_items (id int PRIMARY KEY)"),
            of(
                    NamingRules.notBeReserved(),
                    "CREATE TABLE \"order\" (id int, \"user\" int);"
                            + " CREATE FUNCTION \"select\"(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                    "function \"select\"(integer); table \"order\"; column \"order\".\"user\"",
                    "CREATE TABLE orders (id int, name text)"),
            of(
                    NamingRules.notBeCut(),
                    "CREATE TABLE a" + "b".repeat(70) + " (x int)",
                    "table a" + "b".repeat(62),
                    "CREATE TABLE a" + "b".repeat(61) + " (x int)"));
}
