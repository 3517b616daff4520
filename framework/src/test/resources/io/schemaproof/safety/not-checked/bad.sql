-- bad: a procedure that commits, where nobody expects it
DO $$ BEGIN CALL clean_up(); END $$;
