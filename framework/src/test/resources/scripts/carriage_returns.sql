-- A carriage return ends a comment, too.CREATE TABLE t (id int); -- soINSERT INTO t VALUES (1);
