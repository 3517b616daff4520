CREATE TABLE t (a int);
CREAT TABLE u (a int);
CREATE TABLE v (a int,);
CREATE TABLE w (a int);
