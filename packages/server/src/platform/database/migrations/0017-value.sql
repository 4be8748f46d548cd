-- Which answers are drawn to be judged, and what a workflow costs and brings.

-- A sampling plan; append-only, the newest of a workflow counts.
create table sampling_plans (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  -- What the parts are made of: slices of the manifest, how sure the answer is, its route.
  slices text[] not null,
  by_confidence boolean not null,
  by_route boolean not null,
  -- Half the width of the interval that is wanted, and the share of right ones that is expected, 0 to 1.
  within double precision not null check (within between 0.01 and 0.25),
  expected double precision not null check (expected between 0.5 and 0.999),
  -- So many days are drawn from at a time.
  days integer not null check (days between 1 and 92),
  judge_id text not null,
  -- A plan that ends the one before, and draws nothing.
  is_end boolean not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);
create index sampling_plans_newest on sampling_plans (workflow_id, at desc, id desc);

-- One sample: who has its seed can draw it again.
create table sample_draws (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  plan_id uuid not null references sampling_plans (id),
  seed text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  drawn_at timestamptz not null
);
create index sample_draws_newest on sample_draws (workflow_id, drawn_at desc, id desc);

create table sample_strata (
  draw_id uuid not null references sample_draws (id),
  workspace_id uuid not null references workspaces (id),
  stratum text not null,
  units integer not null,
  drawn integer not null,
  primary key (draw_id, stratum)
);

-- The answers that were drawn; a later verdict takes the place of an earlier one, each is an outcome of its own.
create table sampled_units (
  draw_id uuid not null references sample_draws (id),
  workspace_id uuid not null references workspaces (id),
  unit_key text not null,
  run_id uuid not null,
  stratum text not null,
  -- In which order they are judged: a random one over all parts.
  place integer not null,
  verdict text check (verdict in ('right', 'wrong', 'cannot-tell')),
  judged_at timestamptz,
  judged_by text,
  primary key (draw_id, unit_key)
);
create index sampled_units_open on sampled_units (draw_id, place) where verdict is null;

-- What was asked for, bound or paid besides the calls, by phase; append-only.
create table money_entries (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  phase text not null check (phase in ('prototype', 'transition', 'operation', 'maintenance')),
  kind text not null check (kind in ('requested', 'committed', 'actual')),
  amount numeric(30, 12) not null,
  currency text not null,
  -- Where it is people's time: the amount is hours times rate.
  hours numeric(12, 2),
  rate numeric(30, 12),
  -- The days that it is for; both within.
  from_day date not null,
  to_day date not null,
  what text not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  check (from_day <= to_day),
  check ((hours is null) = (rate is null))
);
create index money_entries_by_workflow on money_entries (workflow_id, from_day);

-- An entry that was a mistake stays readable, and counts no more.
create table struck_money_entries (
  entry_id uuid primary key references money_entries (id),
  workspace_id uuid not null references workspaces (id),
  reason text not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);

-- What one influenced decision is worth, as the business owner says; append-only, the newest counts.
create table value_statements (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  currency text not null,
  per_decision_low numeric(30, 12) not null check (per_decision_low >= 0),
  per_decision_high numeric(30, 12) not null,
  basis text not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  check (per_decision_high >= per_decision_low)
);
create index value_statements_newest on value_statements (workflow_id, at desc, id desc);

create trigger append_only before update or delete or truncate on sampling_plans for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on sample_draws for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on sample_strata for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on money_entries for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on struck_money_entries for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on value_statements for each statement execute function refuse_change();
select protect(t) from unnest(array[
  'sampling_plans', 'sample_draws', 'sample_strata', 'sampled_units', 'money_entries', 'struck_money_entries',
  'value_statements'
]) as t;
