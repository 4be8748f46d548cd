-- Baselines, signals and the state of their detectors.

-- What each batch of runs adds to the tallies, until it is folded; as run_deltas for the rollups.
create table health_deltas (
  id bigint generated always as identity primary key,
  workspace_id uuid not null,
  -- Arrays of workflow, hour (seconds since the epoch), release, slice, label, counts, sketches.
  deltas jsonb not null
);

-- What was counted of the runs of an hour: everything in it merges by addition. The whole workflow has slice ''; of a
-- slice counts alone are kept.
create table health_hours (
  workspace_id uuid not null,
  workflow_id uuid not null,
  hour timestamptz not null,
  -- The nil UUID for runs of no registered release.
  release_id uuid not null,
  slice text not null,
  label text not null,
  counts jsonb not null,
  sketches jsonb not null,
  primary key (workspace_id, workflow_id, slice, label, hour, release_id)
);

-- Which slice a run belongs to, so that what people decided on it counts there.
create table run_slices (
  run_id uuid not null,
  workspace_id uuid not null,
  workflow_id uuid not null,
  slice text not null,
  label text not null,
  primary key (run_id, slice)
);

-- A frozen, named window of runs with its statistics; append-only, the newest counts.
create table baselines (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  -- Null where the runs of all releases count.
  release_id uuid references releases (id),
  name text not null,
  source text not null check (source in ('hand', 'pilot', 'readiness', 'first-runs', 'early-support')),
  data_kind text not null check (data_kind in ('live', 'historical', 'curated')),
  -- Whole hours.
  from_at timestamptz not null,
  to_at timestamptz not null,
  runs bigint not null,
  statistics jsonb not null,
  -- What made it by itself, once each; null where a person did.
  made_for text,
  created_at timestamptz not null,
  created_by text not null,
  created_by_name text not null,
  check (from_at < to_at),
  unique (workflow_id, made_for)
);
create index baselines_by_workflow on baselines (workspace_id, workflow_id, created_at desc, id desc);
create trigger append_only before update or delete or truncate on baselines for each statement execute function refuse_change();

-- When each workflow was last looked at. `touched` rises with what is folded, `seen` follows it.
create table health_watches (
  workflow_id uuid primary key,
  workspace_id uuid not null,
  touched bigint not null default 1,
  seen bigint not null default 0,
  evaluated_at timestamptz
);
create index health_watches_due on health_watches (evaluated_at) where touched <> seen;

-- Where each signal stands, and what its detector remembers.
create table health_signals (
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  signal text not null,
  slice text not null,
  label text not null,
  state text not null check (state in ('well', 'departed', 'unknown')),
  -- Since when it is in this state, by the data.
  since timestamptz,
  -- When it was told.
  alarmed_at timestamptz,
  alert_id uuid,
  detector jsonb,
  -- What its e-detector says; null where it is judged otherwise.
  e double precision,
  -- How it was told last, while it is departed.
  told text check (told in ('urgent', 'today', 'note')),
  sentence text not null,
  evaluated_at timestamptz not null,
  primary key (workflow_id, signal, slice, label)
);

select protect(t) from unnest(array[
  'health_deltas', 'health_hours', 'run_slices', 'baselines', 'health_watches', 'health_signals'
]) as t;
