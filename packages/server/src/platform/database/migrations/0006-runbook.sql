-- Confirmed runbooks.
select 1;
