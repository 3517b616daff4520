-- nothing
/* at all; */
-- really
