create table t (a int);
create or replace function g() returns int begin atomic
  select case 1 when 1 then case 2 when 2 then 3 end end;
end;
begin;
insert into t values (1);
end;
create function h() returns int language sql return 1;
select h();
