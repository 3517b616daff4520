-- bad
CREATE TABLE links (id bigint PRIMARY KEY, url varchar(2000) UNIQUE);
