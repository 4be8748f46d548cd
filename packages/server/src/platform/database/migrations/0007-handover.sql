-- Stages, evidence, the transfer and the early support.
select 1;
