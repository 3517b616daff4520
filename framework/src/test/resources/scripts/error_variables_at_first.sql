-- Nothing was sent yet.
CREATE TABLE t (a boolean, b text); INSERT INTO t VALUES (:{?ERROR}, :'SQLSTATE');
