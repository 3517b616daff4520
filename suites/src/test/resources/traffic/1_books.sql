-- +goose Up
CREATE TABLE books (id bigint PRIMARY KEY, title text NOT NULL);

-- +goose Down
DROP TABLE books;
