-- bad: no row here fulfils the condition, so that nobody sees how many rows production changes
UPDATE orders SET note = 'none' WHERE note = 'n/a';
