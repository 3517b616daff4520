CREATE TYPE delivery AS ENUM ('post', 'shop');
