ALTER TABLE books ADD price int;
