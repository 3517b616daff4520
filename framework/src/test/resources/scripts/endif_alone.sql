CREATE TABLE t (a text);
\endif
INSERT INTO t VALUES ('after');
\else
INSERT INTO t VALUES ('last');
