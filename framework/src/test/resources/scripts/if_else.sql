CREATE TABLE t (a text);
\if true
INSERT INTO t VALUES ('yes');
\else
INSERT INTO t VALUES ('no;
still no');
\endif
\if off
INSERT INTO t VALUES ('no');
\elif 1
INSERT INTO t VALUES ('elif');
\if false
 \if true
 INSERT INTO t VALUES ('deep');
 \endif
\else
INSERT INTO t VALUES ('inner else');
\endif
\else
INSERT INTO t VALUES ('else');
\endif
INSERT INTO t
\if yes
VALUES ('a'
\else
VALUES ('b', (
\endif
);
