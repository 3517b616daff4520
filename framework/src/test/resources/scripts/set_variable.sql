\set tab orders
\set val 'it''s; here'
\set both a b 'c'
\set semi 'CREATE TABLE made (a int); CREATE TABLE second (b int);'
CREATE TABLE :tab (a text);
INSERT INTO :"tab" VALUES (:'val'), (':val'), (':tab' || :'both');
INSERT INTO :tab VALUES (':''val''');
:semi
INSERT INTO :tab VALUES ('x'::text), (ARRAY['p','q'][1:1]::text);
