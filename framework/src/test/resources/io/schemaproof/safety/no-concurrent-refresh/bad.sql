-- bad
DROP INDEX totals_state;
