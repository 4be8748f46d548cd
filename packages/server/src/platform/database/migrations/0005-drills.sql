-- Drills: practice on past cases, a day without builders, a failure forced on purpose, written targets.

create table drills (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  kind text not null check (kind in ('practice', 'operator-day', 'forced-failure', 'target-check')),
  state text not null check (state in ('planned', 'running', 'closed', 'called-off')),
  -- Whoever is drilled; null where it is whoever is on watch.
  person_id text,
  person_name text,
  settings jsonb not null,
  planned_at timestamptz not null,
  planned_by text not null,
  planned_by_name text not null,
  starts_at timestamptz not null,
  -- Moves forward when a forced failure is stopped before its time.
  ends_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  closed_by_name text,
  verdict text check (verdict in ('passed', 'messy', 'inconclusive')),
  -- How it came out, with what it was judged by.
  outcome jsonb,
  notes text not null default '',
  check ((state = 'closed') = (verdict is not null))
);
create index drills_by_workflow on drills (workspace_id, workflow_id, planned_at desc);
create index drills_open on drills (ends_at) where state in ('planned', 'running');

-- Practice: the tasks of a set. Their contents stay with the case that each was made from.
create table drill_tasks (
  drill_id uuid not null references drills (id),
  position integer not null,
  workspace_id uuid not null references workspaces (id),
  topic text not null,
  case_id uuid not null references cases (id),
  recipe jsonb not null,
  primary key (drill_id, position)
);

-- One answer a task, append-only; what was typed is sealed like the contents of the case's run.
create table drill_answers (
  drill_id uuid not null,
  position integer not null,
  workspace_id uuid not null references workspaces (id),
  act text not null,
  is_right boolean not null,
  answered_at timestamptz not null,
  subject_key_id uuid not null references subject_keys (id),
  sealed bytea not null,
  primary key (drill_id, position),
  foreign key (drill_id, position) references drill_tasks (drill_id, position)
);

-- What was done in a drill, append-only: planned, started, noticed, stopped, listed, closed.
create table drill_events (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  drill_id uuid not null references drills (id),
  at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  by_name text not null,
  act text not null,
  note text,
  details jsonb not null
);
create index drill_events_by_drill on drill_events (drill_id, at, id);

-- The drill whose fault a run met: such a run is in no figure.
alter table runs add column drill_id uuid;
create index runs_drilled on runs (drill_id) where drill_id is not null;

-- Nothing tells of the drill before `drill_revealed_at`, when the unit was decided.
alter table cases add column drill_id uuid;
alter table cases add column drill_kind text;
alter table cases add column drill_revealed_at timestamptz;
create index cases_drilled on cases (drill_id) where drill_id is not null;

-- What happened in a workspace on a day.
create index ledger_by_time on ledger_entries (workspace_id, at);

create trigger append_only before update or delete or truncate on drill_tasks for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on drill_answers for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on drill_events for each statement execute function refuse_change();

select protect(t) from unnest(array['drills', 'drill_tasks', 'drill_answers', 'drill_events']) as t;
