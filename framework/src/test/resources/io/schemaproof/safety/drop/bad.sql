-- bad, while the application that runs still reads it
ALTER TABLE orders DROP COLUMN note;
