INSERT INTO t VALUES ('first');
\ir deep/second.sql
INSERT INTO t VALUES ('unfinished')
