-- bad, as the last word
CREATE UNLOGGED TABLE imported (id bigint PRIMARY KEY);
