-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS books (id int PRIMARY KEY, title text);
INSERT INTO books VALUES (1, 'Emma') ON CONFLICT DO NOTHING;
-- +goose Down
DROP TABLE books;
