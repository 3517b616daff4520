ALTER TABLE books RENAME title TO name;
