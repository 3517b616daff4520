-- +goose Up
CREATE TABLE authors (id int PRIMARY KEY, name text);
-- +goose Down
DROP TABLE authors;
