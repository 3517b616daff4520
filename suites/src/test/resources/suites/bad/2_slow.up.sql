DROP INDEX books_author_idx;
CREATE INDEX books_title_idx ON books ("Title");
