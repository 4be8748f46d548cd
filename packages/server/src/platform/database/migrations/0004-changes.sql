-- Changes, their approvals and their rollout.

-- The release that is rolling out beside the active one, and the share of units that meet it.
alter table workflows add column candidate_release_id uuid references releases (id);
alter table workflows add column candidate_percent numeric(5, 2) check (candidate_percent between 0 and 100);
alter table workflows add check ((candidate_release_id is null) = (candidate_percent is null));
alter table workflows add check (candidate_release_id is null or active_release_id is not null);

create table changes (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  -- A release that is to run, or another share of units that the AI may see.
  kind text not null check (kind in ('release', 'share')),
  release_id uuid references releases (id),
  to_percent numeric(5, 2) check (to_percent between 0 and 100),
  -- What ran when it was proposed or last edited: what it is compared with, and what comes back by a rollback.
  base_release_id uuid references releases (id),
  base_percent numeric(5, 2) not null check (base_percent between 0 and 100),
  change_class text not null check (change_class in ('wording', 'substantial', 'first', 'expansion')),
  change_type text not null check (change_type in ('edit', 'prompt-update', 'model-swap', 'rollback')),
  class_why text not null,
  touches text[] not null,
  -- Shares in percent, rising (falling: one), and how long each lasts at least.
  path double precision[] not null check (cardinality(path) > 0),
  pace_hours integer not null check (pace_hours >= 0),
  pace_runs integer not null check (pace_runs >= 0),
  -- What approvals bind to: all of the above.
  content_hash text not null,
  why text not null,
  proposed_by_kind text not null,
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  state text not null
    check (state in ('proposed', 'approved', 'rolling-out', 'live', 'rolled-back', 'withdrawn', 'expired')),
  -- Of a change that is rolling out or has been: its present step.
  step integer check (step >= 0),
  step_since timestamptz,
  -- Somebody holds it at this step.
  held_at timestamptz,
  held_by text,
  held_by_name text,
  held_reason text,
  -- What the last look at the step said, for the screens.
  waits_code text,
  waits_reason text,
  waits_until timestamptz,
  -- When units first met it, when it had all of them, when it stopped counting.
  live_at timestamptz,
  completed_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  check ((kind = 'release') = (release_id is not null)),
  check ((kind = 'share') = (to_percent is not null)),
  check ((state in ('rolling-out', 'live')) <= (live_at is not null)),
  check ((state in ('rolled-back', 'withdrawn', 'expired')) <= (ended_at is not null))
);
-- Two changes of one workflow never race.
create unique index changes_one_rolls_out on changes (workflow_id) where state = 'rolling-out';
create index changes_by_workflow on changes (workspace_id, workflow_id, proposed_at desc);
create index changes_open on changes (workspace_id, state) where state in ('proposed', 'approved', 'rolling-out');

-- Words for a change, append-only: one a duty, bound to the content that was seen.
create table change_approvals (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  change_id uuid not null references changes (id),
  duty text not null,
  person_id text not null,
  person_name text not null,
  content_hash text not null,
  at timestamptz not null
);
create index change_approvals_by_change on change_approvals (change_id, at);
create trigger append_only before update or delete or truncate on change_approvals
  for each statement execute function refuse_change();

-- "Not yet": it holds a change until the same person lifts it.
create table change_not_yets (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  change_id uuid not null references changes (id),
  duty text not null,
  person_id text not null,
  person_name text not null,
  reason text not null,
  at timestamptz not null,
  lifted_at timestamptz
);
create index change_not_yets_by_change on change_not_yets (change_id, at);
create unique index change_not_yets_one on change_not_yets (change_id, person_id) where lifted_at is null;

-- What became of a change, append-only.
create table change_events (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  change_id uuid not null references changes (id),
  at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  by_name text not null,
  act text not null,
  -- Reads after the name of whoever acted.
  sentence text not null
);
create index change_events_by_change on change_events (change_id, at, id);
create trigger append_only before update or delete or truncate on change_events
  for each statement execute function refuse_change();

-- A release of a change that runs beside the live one without effect, and the share of units that it sees.
alter table workflows add column shadow_change_id uuid references changes (id);
alter table workflows add column shadow_percent numeric(5, 2) check (shadow_percent between 0 and 100);
alter table workflows add check ((shadow_change_id is null) = (shadow_percent is null));

-- What shadows would have done, beside what the live release did. Apart from runs: in no figure and in no case.
create table shadow_runs (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  change_id uuid not null references changes (id),
  run_id uuid not null,
  unit_key text not null,
  at timestamptz not null,
  live_route text not null,
  route text not null,
  reason_code text not null,
  reason_message text not null,
  called boolean not null,
  failure text,
  same_output boolean,
  latency_ms double precision not null,
  cost_amount numeric(30, 12),
  cost_currency text
);
create index shadow_runs_by_change on shadow_runs (change_id, at);
create trigger append_only before update or delete or truncate on shadow_runs
  for each statement execute function refuse_change();
select protect('shadow_runs');

select protect(t) from unnest(array['changes', 'change_approvals', 'change_not_yets', 'change_events']) as t;
