-- psql asks once for each line how to read a backslash.
CREATE TABLE t (a text);
SET standard_conforming_strings = off; INSERT INTO t VALUES ('\'); INSERT INTO t VALUES ('x');
INSERT INTO t VALUES ('it\'s');
