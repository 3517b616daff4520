-- What stands in a branch that is not taken does not count for the END and the parentheses behind it.
\if false
CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT (1;
\endif
CREATE TABLE t (id int);
BEGIN;
INSERT INTO t VALUES (1);
COMMIT;
CREATE FUNCTION g() RETURNS int
\if false
LANGUAGE sql BEGIN ATOMIC SELECT 1;
\else
BEGIN ATOMIC SELECT 2;
\endif
SELECT 3; END;
INSERT INTO t SELECT g();
