-- name: by_author
-- from: 2
SELECT title FROM books WHERE author_id = :author;

-- name: author
SELECT name FROM authors WHERE id = :id;
