\set a ':b'
\set b '(2)'
CREATE TABLE t (x int);
INSERT INTO t VALUES :a;
\set c :c
\set q '''quoted; text'''
SELECT :q;
