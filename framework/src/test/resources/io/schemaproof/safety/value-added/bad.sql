-- bad, perhaps: the application that runs reads each value into an enumeration of its own
ALTER TYPE delivery ADD VALUE 'locker';
