-- Playbooks of workflows, duties and who holds them.
select 1;
