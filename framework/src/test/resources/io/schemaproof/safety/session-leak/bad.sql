-- bad
SET search_path = archive;
