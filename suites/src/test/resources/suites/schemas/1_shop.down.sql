DROP TABLE "My Shop".books;
DROP SCHEMA "My Shop";
DROP SCHEMA staging;
DROP TABLE notes;
