CREATE TABLE t (a text);
\if true
INSERT INTO t VALUES ('yes');
