-- The lead's page: what stands in a list alone, to which unit of the organisation a workflow belongs, and how each
-- workflow stood when it was looked at last.

create table initiatives (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  name text not null,
  unit text not null,
  -- Equal names of a unit are told apart by their place in the list, from 1.
  nth int not null check (nth > 0),
  stage text not null check (stage in
    ('design', 'pilot', 'readiness', 'transfer', 'launch', 'operation', 'paused', 'retired', 'unknown')),
  -- As it is spelled in the list.
  stage_written text not null,
  owner text not null,
  risk text not null,
  started_on date,
  due_on date,
  source text not null,
  imported_at timestamptz not null,
  imported_by text not null,
  imported_by_name text not null,
  -- The workflow that it became; its row then stands for both.
  workflow_id uuid references workflows (id),
  unique (workspace_id, name, unit, nth)
);
create unique index initiatives_by_workflow on initiatives (workflow_id) where workflow_id is not null;

-- What a workflow is to the organisation.
create table portfolio_places (
  workflow_id uuid primary key references workflows (id),
  workspace_id uuid not null references workspaces (id),
  unit text not null
);

-- Workflows that ran before they came here, and how they were sorted then.
create table registrations (
  workflow_id uuid primary key references workflows (id),
  workspace_id uuid not null references workspaces (id),
  pile text not null check (pile in ('still-changing', 'stable-enough')),
  look_again date not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);

create table portfolio_looks (
  workflow_id uuid primary key references workflows (id),
  workspace_id uuid not null references workspaces (id),
  looked_at timestamptz not null,
  -- Up to which entry of the ledger it is true.
  ledger_seq bigint not null,
  standing jsonb not null
);

select protect(t) from unnest(array['initiatives', 'portfolio_places', 'registrations', 'portfolio_looks']) as t;
