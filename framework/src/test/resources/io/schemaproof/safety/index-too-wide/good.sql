-- good
CREATE TABLE links (id bigint PRIMARY KEY, url varchar(2000));
CREATE UNIQUE INDEX links_url ON links (md5(url));
