-- good
SET LOCAL search_path = archive;
