-- Drills and forced failures.
select 1;
