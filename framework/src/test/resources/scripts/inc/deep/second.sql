INSERT INTO t VALUES ('second');
\q
INSERT INTO t VALUES ('never');
