CREATE TABLE t (a text);
INSERT INTO t VALUES ('plain; text'), ('it''s; fine'), ('back\slash'), ('\');
INSERT INTO t VALUES (E'it\'s; escaped'), (e'\\'), (E'a''b;');
INSERT INTO t VALUES (U&'d\0061t\+000061;'), (U&'x!0061' UESCAPE '!');
INSERT INTO t VALUES (N'national;');
INSERT INTO t VALUES (B'101'::text), (X'1F'::text);
