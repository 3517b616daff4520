ALTER TABLE boks ADD COLUMN title text;
