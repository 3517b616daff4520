\set x 1
CREATE TABLE t (a text);
INSERT INTO t VALUES (:'x'), (:{?x}::text), (:{?y}::text);
\unset x
INSERT INTO t VALUES (:{?x}::text);
INSERT INTO t VALUES (:'x');
INSERT INTO t VALUES ('end');
