CREATE TABLE t (a int);
CREATE TABLE u /* /* one is closed */ (a int);
