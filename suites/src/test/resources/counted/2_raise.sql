UPDATE accounts SET balance = balance + 1;
