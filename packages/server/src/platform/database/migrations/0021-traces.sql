-- Traces of OpenTelemetry as they come in, until each has become a run; scores of runs; which source is which workflow.

-- What of a span counts; gone when its trace is settled.
create table trace_spans (
  workspace_id uuid not null references workspaces (id),
  trace_id text not null,
  span_id text not null,
  facts jsonb not null,
  primary key (workspace_id, trace_id, span_id)
);

create table traces (
  workspace_id uuid not null references workspaces (id),
  trace_id text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  has_root boolean not null,
  -- When it is looked at; null where it waits for nothing, or for somebody to say which workflow its source is.
  settle_at timestamptz,
  state text not null check (state in ('open', 'unmapped', 'run', 'no-run')),
  service text,
  name text,
  -- Of a run: for evaluations that come later.
  run_id uuid,
  workflow_id uuid references workflows (id),
  unit_key text,
  -- Spans that came after it was settled.
  late integer not null default 0,
  why text,
  primary key (workspace_id, trace_id)
);
create index traces_due on traces (settle_at) where settle_at is not null;
create index traces_by_source on traces (workspace_id, service, name) where state = 'unmapped';
create index traces_by_age on traces (last_at);

-- A service, and the workflow or agent that its spans name; empty where they name none.
create table trace_sources (
  workspace_id uuid not null references workspaces (id),
  service text not null,
  name text not null,
  workflow_id uuid references workflows (id),
  -- True where somebody said that it is no workflow.
  is_ignored boolean not null default false,
  unit_attribute text,
  runs bigint not null default 0,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (workspace_id, service, name)
);

-- What somebody, or an evaluator, said of a run; the same word again changes nothing.
create table run_scores (
  workspace_id uuid not null references workspaces (id),
  run_id uuid not null,
  name text not null,
  value double precision,
  label text,
  source text not null,
  comment text,
  at timestamptz not null,
  primary key (run_id, name, source, at)
);

select protect(t) from unnest(array['trace_spans', 'traces', 'trace_sources', 'run_scores']) as t;
