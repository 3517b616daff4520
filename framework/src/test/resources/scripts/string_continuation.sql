CREATE TABLE t (a text);
INSERT INTO t VALUES ('one'
  ' two; three');
INSERT INTO t VALUES (E'one'
  'two');
INSERT INTO t VALUES ('one' -- comment; here
  ' two');
