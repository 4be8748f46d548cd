-- Seams: where work changes hands, who answers for it, what must cross, and what really crosses.

-- Teams and tools, one list for all seams.
create table seam_nodes (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  kind text not null check (kind in ('team', 'tool')),
  name text not null check (name <> ''),
  -- Who answers for this side.
  owner_id text,
  created_at timestamptz not null,
  unique (workspace_id, kind, name)
);

create table seams (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  kind text not null check (kind in ('handoff', 'connection', 'judgement')),
  from_id uuid not null references seam_nodes (id),
  to_id uuid not null references seam_nodes (id),
  what text not null,
  -- Who answers for the seam itself, and what she may do about it: all or nothing.
  owner_id text,
  owner_authority text,
  owner_since timestamptz,
  volume_per_week double precision check (volume_per_week >= 0),
  error_share double precision check (error_share between 0 and 1),
  fix_cost numeric check (fix_cost >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- How it came into the register.
  source text not null check (source in ('told', 'discovered')),
  created_at timestamptz not null,
  created_by text not null,
  created_by_name text not null,
  closed_at timestamptz,
  check ((owner_id is null) = (owner_authority is null) and (owner_id is null) = (owner_since is null))
);
create index seams_here on seams (workspace_id, created_at) where closed_at is null;
create index seams_from on seams (from_id);
create index seams_to on seams (to_id);

-- What people tell of a seam: context, workarounds, coverings, connections, rules, answers. Ended, never removed.
create table seam_parts (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  seam_id uuid not null references seams (id),
  part text not null,
  body jsonb not null,
  told_at timestamptz not null,
  told_by text not null,
  told_by_name text not null,
  ended_at timestamptz,
  ended_by text,
  ended_by_name text
);
create index seam_parts_of on seam_parts (seam_id, told_at, id);

-- Which workflows stand on which seams.
create table workflow_seams (
  workflow_id uuid not null references workflows (id),
  seam_id uuid not null references seams (id),
  workspace_id uuid not null references workspaces (id),
  since timestamptz not null,
  primary key (workflow_id, seam_id)
);
create index workflow_seams_of on workflow_seams (seam_id);

-- Versions of what must cross. Append-only, the highest counts.
create table seam_contracts (
  seam_id uuid not null references seams (id),
  workspace_id uuid not null references workspaces (id),
  version integer not null check (version >= 1),
  schema jsonb not null,
  -- The ODCS document that it was read from, whole, and the object of it; null where it was written here.
  kept jsonb,
  object text,
  note text not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  primary key (seam_id, version)
);

-- One unit each that went over a seam: whether it kept the contract, and what whoever receives said. No contents.
create table seam_crossings (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  seam_id uuid not null references seams (id),
  -- As the sender names it: the same again changes nothing.
  key text not null,
  unit_key text not null,
  at timestamptz not null,
  received_at timestamptz not null,
  via text not null check (via in ('rest', 'cloudevents')),
  contract_version integer,
  accepted boolean not null,
  faults jsonb not null,
  -- Null while whoever receives hasn't said.
  complete boolean,
  lacking text,
  said_at timestamptz,
  said_by text,
  said_by_name text,
  unique (seam_id, key)
);
create index seam_crossings_newest on seam_crossings (seam_id, at desc, id desc);

-- What broke at a seam; one for each signal and field while it is open.
create table seam_signals (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  seam_id uuid not null references seams (id),
  signal text not null,
  field text not null,
  sentence text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  seen integer not null,
  -- Who was told at first: the seam's owner, else whoever stands in.
  told text[] not null,
  resolved_at timestamptz,
  resolved_by text,
  resolved_by_name text,
  verdict text check (verdict in ('mended', 'noise')),
  note text
);
create unique index seam_signals_open on seam_signals (seam_id, signal, field) where resolved_at is null;
create index seam_signals_newest on seam_signals (seam_id, last_at desc);

-- What was found in a log: pairs with their figures, as somebody chose to keep them.
create table seam_findings (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  name text not null,
  figures jsonb not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);
create index seam_findings_newest on seam_findings (workspace_id, at desc);

create trigger append_only before update or delete or truncate on seam_contracts for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on seam_findings for each statement execute function refuse_change();
select protect(t) from unnest(array[
  'seam_nodes', 'seams', 'seam_parts', 'workflow_seams', 'seam_contracts', 'seam_crossings', 'seam_signals', 'seam_findings'
]) as t;
