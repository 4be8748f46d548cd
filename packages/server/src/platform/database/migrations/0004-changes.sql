-- Changes, their approvals and their rollout.
select 1;
