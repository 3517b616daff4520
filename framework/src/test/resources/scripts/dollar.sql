CREATE TABLE t (a text);
INSERT INTO t VALUES ($$a;b$$), ($x$a;$$b;$x$), ($_1$ ; $1$ ; $_1$), ($ä$ü;$ä$);
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS $f$ SELECT $1; $f$;
INSERT INTO t VALUES ($a$ $b$ ; $ab$ $a$);
