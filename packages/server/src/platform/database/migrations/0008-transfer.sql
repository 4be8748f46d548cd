-- The transfer of daily care, its parallel operation and its early support.

create table transfers (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  -- The written instant, and the zone in which people wrote it.
  at timestamptz not null,
  zone text not null,
  state text not null check (state in ('planned', 'accepted', 'done', 'cancelled', 'handed-back')),
  from_id text not null,
  to_id text not null,
  backup_id text not null,
  moves text[] not null,
  parallel_since timestamptz not null,
  settle_days int not null,
  support_days int not null,
  planned_by text not null,
  planned_at timestamptz not null,
  accepted_at timestamptz,
  -- A condition did not hold at the instant: it waits for another date.
  held_at timestamptz,
  held_because jsonb,
  done_at timestamptz,
  late_ms bigint,
  -- Cancelled, or handed back.
  ended_at timestamptz,
  ended_by text,
  ended_reason text,
  check ((state in ('done', 'handed-back')) = (done_at is not null)),
  check ((state = 'accepted') <= (accepted_at is not null)),
  check ((held_at is null) = (held_because is null))
);
-- One transfer at a time.
create unique index transfers_one_open on transfers (workflow_id) where state in ('planned', 'accepted');
create index transfers_by_workflow on transfers (workspace_id, workflow_id, planned_at desc);
create index transfers_due on transfers (at) where state in ('planned', 'accepted') and held_at is null;

-- A day's checklist as it was told; a later row of the same day counts instead.
create table support_checks (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  transfer_id uuid not null references transfers (id),
  pass int not null,
  day int not null,
  logs_checked boolean not null,
  exceptions_reviewed boolean not null,
  rough text not null,
  by_id text not null,
  at timestamptz not null
);
create index support_checks_by_transfer on support_checks (transfer_id, at);

create table support_verdicts (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  transfer_id uuid not null references transfers (id),
  pass int not null,
  verdict text not null check (verdict in ('settled', 'one-more-pass')),
  note text not null,
  by_id text not null,
  at timestamptz not null,
  unique (transfer_id, pass)
);

create trigger append_only before update or delete or truncate on support_checks for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on support_verdicts for each statement execute function refuse_change();

select protect(t) from unnest(array['transfers', 'support_checks', 'support_verdicts']) as t;
