\set path 'C:\\dir'
\set nl 'a\nb\tc\x41\101'
CREATE TABLE t (a text);
INSERT INTO t VALUES (:'path'), (:'nl');
