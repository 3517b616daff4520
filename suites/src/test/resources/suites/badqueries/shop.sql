-- name: by_author
SELECT "Title" FROM books WHERE author = :author;
