SET LOCAL lock_timeout = '2s';
CREATE TABLE books (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    author_id bigint NOT NULL REFERENCES authors (id),
    title text NOT NULL
);
CREATE INDEX books_author_id_idx ON books (author_id);
