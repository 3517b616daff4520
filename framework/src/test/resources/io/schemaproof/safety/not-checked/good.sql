-- good
CALL clean_up();
