-- What AI calls may cost, and what they cost.

-- Limits as people set them, beside those of the manifest; the last one of a period counts, one without an amount takes
-- the one before back.
create table spend_limits (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  period text not null check (period in ('run', 'day', 'month')),
  amount numeric(30, 12) check (amount >= 0),
  currency text,
  manifest_amount numeric(30, 12),
  manifest_currency text,
  reason text not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  check ((amount is null) = (currency is null))
);
create index spend_limits_by_workflow on spend_limits (workflow_id, period, id desc);
create trigger append_only before update or delete or truncate on spend_limits for each statement execute function refuse_change();

-- One row a workflow whose spending is counted: whoever gives out shares of its budget locks it.
create table spend_accounts (
  workflow_id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  -- The dearest run so far, by currency: what a call reserves where nothing else says it.
  highest_amount numeric(30, 12),
  highest_currency text,
  -- At which shares of a limit the holder of the spend is told, in percent.
  warn_at integer[] not null default '{50,80,100}'
);

-- Shares of a day's budget that hosts hold. The id is the host's, so that asking again changes nothing.
create table spend_leases (
  id uuid not null,
  workspace_id uuid not null references workspaces (id),
  -- No reference: whoever leases holds the account's lock and must not wait for the workflow's.
  workflow_id uuid not null,
  day date not null,
  currency text not null,
  -- Up to where the host may go; what it told last of what it spent and holds.
  amount numeric(30, 12) not null,
  spent numeric(30, 12) not null,
  held numeric(30, 12) not null,
  -- What runs that name this lease were recorded to cost, and how many they are.
  recorded numeric(30, 12) not null default 0,
  runs bigint not null default 0,
  -- The host's count of its asks: an older one that comes late changes nothing.
  seq bigint not null,
  began_at timestamptz not null,
  heard_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  holder text not null,
  -- A host makes its id: two workflows may have the same without harm.
  primary key (workflow_id, id)
);
create index spend_leases_by_workflow on spend_leases (workflow_id, day);

-- What shadow runs of a day cost together. Apart from the costs of runs; one row without a currency counts those of which
-- nobody knows it.
create table shadow_costs (
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  day date not null,
  currency text,
  amount numeric(30, 12) not null,
  n bigint not null,
  unique nulls not distinct (workflow_id, day, currency)
);

-- Which part of which limit was told already: each once a day or month.
create table spend_warnings (
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  signal text not null,
  -- The day or month that it speaks of.
  period text not null,
  percent integer not null,
  at timestamptz not null,
  primary key (workflow_id, signal, period, percent)
);

-- Whose runs cost something today.
create index cost_rollups_by_hour on cost_rollups (hour);

select protect('spend_limits');
select protect('spend_accounts');
select protect('spend_leases');
select protect('shadow_costs');
select protect('spend_warnings');
