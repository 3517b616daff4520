CREATE TABLE shelves (id int PRIMARY KEY, room int);
