-- name: by_title
SELECT id FROM books WHERE title = :title;

-- name: by_key
SELECT id FROM books WHERE id = :id;
