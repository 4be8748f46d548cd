-- What running a workflow may cost a month, as it was asked for and answered, and what an hour of its people costs.

-- Append-only; the newest of a workflow counts.
create table cost_requests (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  -- A month.
  amount numeric(30, 12) not null check (amount > 0),
  currency text not null,
  why text not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);
create index cost_requests_newest on cost_requests (workflow_id, at desc, id desc);

create table cost_answers (
  request_id uuid primary key references cost_requests (id),
  workspace_id uuid not null references workspaces (id),
  verdict text not null check (verdict in ('approved', 'refused')),
  reason text not null,
  -- Last day on which an approval holds.
  until_day date check ((until_day is null) = (verdict = 'refused')),
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);

-- Append-only; the newest of a workflow counts.
create table hour_rates (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  rate numeric(30, 12) not null check (rate >= 0),
  currency text not null,
  basis text not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);
create index hour_rates_newest on hour_rates (workflow_id, at desc, id desc);

create trigger append_only before update or delete or truncate on cost_requests for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on cost_answers for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on hour_rates for each statement execute function refuse_change();
select protect(t) from unnest(array['cost_requests', 'cost_answers', 'hour_rates']) as t;
