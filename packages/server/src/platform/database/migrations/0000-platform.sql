-- Row-level security: every table carries its workspace, and a transaction sees the rows of one workspace alone.
--
-- A transaction says in which workspace it works (setting dayshift.workspace_id), or that it is one of the few jobs that
-- work across workspaces (dayshift.system = 'on'). Without either it sees nothing and may add nothing.
--
-- The policy asks for a range, not for "this workspace, or the system": a range uses an index that begins with the
-- workspace, an "or" never does. The sub-selects make PostgreSQL work out the bounds once a statement, not once a row.

create function dayshift_workspace() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('dayshift.workspace_id', true), '')::uuid
$$;

create function dayshift_first_workspace() returns uuid language sql stable parallel safe as $$
  select case when current_setting('dayshift.system', true) = 'on'
    then '00000000-0000-0000-0000-000000000000'::uuid else dayshift_workspace() end
$$;

create function dayshift_last_workspace() returns uuid language sql stable parallel safe as $$
  select case when current_setting('dayshift.system', true) = 'on'
    then 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid else dayshift_workspace() end
$$;

-- Puts a table under the rule above, its owner included. The rule of a partitioned table doesn't reach those who name a
-- partition: name the table.
create function protect(target text, workspace_column text default 'workspace_id') returns void language plpgsql as $$
declare
  is_ours text := format(
    '%I between (select dayshift_first_workspace()) and (select dayshift_last_workspace())', workspace_column);
begin
  execute format('alter table %s enable row level security', target::regclass);
  execute format('alter table %s force row level security', target::regclass);
  execute format('create policy workspace on %s using (%s) with check (%s)', target::regclass, is_ours, is_ours);
end $$;
