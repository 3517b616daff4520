\set on_it true
CREATE TABLE t (a text);
\if :on_it
INSERT INTO t VALUES ('on');
\endif
\if :{?missing}
INSERT INTO t VALUES ('missing');
\elif :{?on_it}
INSERT INTO t VALUES ('defined');
\endif
\if nonsense
INSERT INTO t VALUES ('nonsense');
\endif
INSERT INTO t VALUES ('end');
