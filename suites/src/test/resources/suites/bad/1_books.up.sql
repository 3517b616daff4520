CREATE TABLE books (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    author int NOT NULL,
    "Title" text NOT NULL
);
CREATE INDEX books_author_idx ON books (author);
