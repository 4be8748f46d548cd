-- From which decisions a workflow was to inform, what was declared of them, what later turned out, what people claim.

-- Units as the process's own system of record tells them, whether or not they ever came to the gate.
create table units (
  workflow_id uuid not null references workflows (id),
  workspace_id uuid not null references workspaces (id),
  unit_key text not null,
  -- When it came to the process.
  at timestamptz not null,
  -- Who works on it, as a group.
  team text,
  received_at timestamptz not null,
  primary key (workflow_id, unit_key)
);
create index units_by_time on units (workflow_id, at);

-- Where the denominator of a workflow comes from; append-only, the newest counts. None until a person chooses.
create table denominators (
  seq bigint generated always as identity primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  kind text not null check (kind in ('feed', 'gate', 'declared')),
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);
create index denominators_newest on denominators (workflow_id, seq desc);

-- How many decisions there were in a period, as declared; it counts once the business owner has confirmed it.
create table declared_units (
  workflow_id uuid not null references workflows (id),
  workspace_id uuid not null references workspaces (id),
  from_day date not null,
  to_day date not null,
  n integer not null check (n > 0),
  -- Where the figure is from, in words.
  source text not null,
  declared_at timestamptz not null,
  declared_by text not null,
  declared_by_name text not null,
  confirmed_at timestamptz,
  confirmed_by text,
  confirmed_by_name text,
  primary key (workflow_id, from_day, to_day),
  check (from_day <= to_day)
);

-- An answer that is kept sooner than that was not read; of the whole workflow (slice ''), or of a slice.
create table least_dwells (
  workflow_id uuid not null references workflows (id),
  workspace_id uuid not null references workspaces (id),
  slice text not null,
  label text not null,
  ms integer not null check (ms between 0 and 3600000),
  primary key (workflow_id, slice, label)
);

-- What turned out of the AI's answer for a unit; append-only, the newest counts.
create table outcomes (
  seq bigint generated always as identity primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  unit_key text not null,
  is_right boolean not null,
  -- When it turned out.
  at timestamptz not null,
  source text not null,
  -- The draw in which a judge said it; null where it was fed in.
  draw_id uuid,
  received_at timestamptz not null
);
create index outcomes_by_unit on outcomes (workflow_id, unit_key, at desc, seq desc);

-- Why it isn't used, as a person says, with what was on record when she said it; append-only.
create table claimed_causes (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  cause text not null check (cause in ('accuracy', 'format', 'wrong-problem', 'other')),
  words text not null,
  -- Of `accuracy`: the share of right answers that would be enough, 0 to 1.
  needed double precision check (needed between 0 and 1),
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  evidence jsonb not null
);
create index claimed_causes_by_workflow on claimed_causes (workflow_id, at desc);

create trigger append_only before update or delete or truncate on denominators for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on outcomes for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on claimed_causes for each statement execute function refuse_change();
select protect(t) from unnest(array[
  'units', 'denominators', 'declared_units', 'least_dwells', 'outcomes', 'claimed_causes'
]) as t;

-- The last look at the adoption of a workflow; so that pages with many workflows need not count all their units anew.
create table adoption_looks (
  workflow_id uuid primary key references workflows (id),
  workspace_id uuid not null references workspaces (id),
  looked_at timestamptz not null,
  influenced bigint not null,
  to_inform bigint not null,
  -- The first look at which it was adopted; null where none was.
  adopted_at timestamptz
);
select protect('adoption_looks');
