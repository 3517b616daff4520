CREATE TABLE t (id int);
\if true
\ir inc/quits.sql
\q
\endif
