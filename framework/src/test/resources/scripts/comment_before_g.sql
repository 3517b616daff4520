-- A comment is a statement to \g, and not the one before it.
CREATE TABLE t (id int);
INSERT INTO t VALUES (1);
/* only this */ \g
\g
INSERT INTO t VALUES (2);
-- not this
\g
