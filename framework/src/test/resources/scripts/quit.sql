CREATE TABLE t (a int);
\q
CREATE TABLE u (a int);
