CREATE TABLE t (a int);
DO $x$ BEGIN NULL; END $y$;
CREATE TABLE u (a int);
