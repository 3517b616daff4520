-- The type has no such name.
ALTER TABLE customers
  ADD COLUMN born daet;
