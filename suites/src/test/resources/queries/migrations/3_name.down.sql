ALTER TABLE books RENAME name TO title;
