-- The transfer of daily care, its parallel operation and its early support.
select 1;
