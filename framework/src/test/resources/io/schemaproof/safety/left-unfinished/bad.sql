-- bad, as the last word
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;
