-- Playbooks of workflows, duties and who holds them.

-- An organisation's own playbooks: a row with each version, the newest of an id counts.
create table playbook_versions (
  id uuid primary key,
  -- In which order they came.
  nth bigint generated always as identity,
  workspace_id uuid not null references workspaces (id),
  playbook text not null,
  content_hash text not null,
  body jsonb not null,
  source text not null,
  added_at timestamptz not null,
  added_by text not null,
  added_by_name text not null
);
create index playbook_versions_newest on playbook_versions (workspace_id, playbook, nth desc);

-- Which playbook a workflow goes by, with its content of that moment; the newest row counts.
create table playbook_choices (
  id uuid primary key,
  nth bigint generated always as identity,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  playbook text not null,
  content_hash text not null,
  body jsonb not null,
  reason text not null,
  chosen_at timestamptz not null,
  chosen_by text not null,
  chosen_by_name text not null
);
create index playbook_choices_newest on playbook_choices (workflow_id, nth desc);

create trigger append_only before update or delete or truncate on playbook_versions for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on playbook_choices for each statement execute function refuse_change();
select protect(t) from unnest(array['playbook_versions', 'playbook_choices']) as t;

-- duties

-- A vendor's person may not hold a duty that stays inside the organisation.
alter table members add column vendor boolean not null default false;

-- Who could act when: a new row with each change of role or membership, so that "who was on watch at that time?" is
-- answered for people who have left or changed since.
create table member_spans (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  person_id text not null,
  role text not null check (role in ('admin', 'member', 'viewer')),
  began_at timestamptz not null,
  ended_at timestamptz check (ended_at >= began_at)
);
create unique index member_spans_open on member_spans (workspace_id, person_id) where ended_at is null;
create index member_spans_by_time on member_spans (workspace_id, began_at);
select set_config('dayshift.system', 'on', true);
insert into member_spans
  select gen_random_uuid(), workspace_id, person_id, role, joined_at, null from members where active;
select set_config('dayshift.system', '', true);

-- Who holds which duty of a workflow: a row with each beginning, ended and never changed otherwise.
create table duty_assignments (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  duty text not null,
  person_id text not null,
  began_at timestamptz not null,
  ended_at timestamptz check (ended_at >= began_at),
  ended text check (ended in ('reassigned', 'given-up', 'left', 'transfer', 'hand-back')),
  check ((ended_at is null) = (ended is null))
);
-- One name per job: the database itself refuses a second open holder.
create unique index duty_one_holder on duty_assignments (workflow_id, duty) where ended_at is null;
create index duty_assignments_by_workflow on duty_assignments (workspace_id, workflow_id, began_at);
create index duty_assignments_by_person on duty_assignments (workspace_id, person_id) where ended_at is null;

-- A hold is a fact: it ends once, and is never rewritten or taken away.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.ended_at is null and new.ended_at is not null and
     (old.id, old.workspace_id, old.workflow_id, old.duty, old.person_id, old.began_at) =
     (new.id, new.workspace_id, new.workflow_id, new.duty, new.person_id, new.began_at) then
    return new;
  end if;
  raise exception 'Cannot % a row of %: a hold ends once and is kept', lower(tg_op), tg_table_name
    using errcode = 'restrict_violation';
end $$;
create trigger ends_once before update or delete on duty_assignments for each row execute function refuse_rewriting();
create trigger append_only before truncate on duty_assignments for each statement execute function refuse_change();

select protect(t) from unnest(array['member_spans', 'duty_assignments']) as t;
