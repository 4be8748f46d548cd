-- Stages and evidence of a workflow's way from idea to operation. The transfer and the early support are in 0008.
-- What people tell is append-only: a correction is a further row, the last one counts (seq orders rows of one instant).

-- A workflow without a row here is in design since it was registered.
create table handovers (
  workflow_id uuid primary key references workflows (id),
  workspace_id uuid not null references workspaces (id),
  stage text not null check (stage in ('design', 'pilot', 'readiness', 'transfer', 'launch', 'operation')),
  stage_since timestamptz not null,
  started_at timestamptz not null,
  state text not null check (state in ('going', 'on-hold', 'retired')),
  -- Why it is on hold or retired.
  stopped_at timestamptz,
  stopped_by text,
  stopped_reason text
);

-- Every move with the verdicts as they were.
create table stage_moves (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  kind text not null check (kind in ('advanced', 'went-back', 'on-hold', 'taken-up', 'retired')),
  from_stage text not null,
  to_stage text not null,
  at timestamptz not null,
  by_id text not null,
  reason text,
  playbook text not null,
  verdicts jsonb not null
);
create index stage_moves_by_workflow on stage_moves (workflow_id, seq desc);

create table told_acts (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  kind text not null,
  at timestamptz not null,
  told_at timestamptz not null,
  by_id text not null,
  people jsonb not null,
  details jsonb not null
);
create index told_acts_by_workflow on told_acts (workflow_id, at desc);

create table struck_acts (
  act_id uuid primary key references told_acts (id),
  workspace_id uuid not null references workspaces (id),
  at timestamptz not null,
  by_id text not null,
  reason text not null
);

create table document_sections (
  seq bigint generated always as identity primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  document text not null,
  section text not null,
  text text not null,
  author_id text not null,
  at timestamptz not null
);
create index document_sections_newest on document_sections (workflow_id, document, section, seq desc);

create table document_signatures (
  seq bigint generated always as identity primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  document text not null,
  -- Content hash of the document that was signed.
  hash text not null,
  duty text not null,
  person_id text not null,
  at timestamptz not null,
  unique (workflow_id, document, hash, duty, person_id)
);

create table document_reads (
  seq bigint generated always as identity primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  document text not null,
  hash text not null,
  person_id text not null,
  at timestamptz not null,
  unique (workflow_id, document, hash, person_id)
);

create table money_versions (
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  version integer not null,
  currency text not null,
  lines jsonb not null,
  committed_value numeric,
  at timestamptz not null,
  by_id text not null,
  primary key (workflow_id, version)
);

create table targets (
  seq bigint generated always as identity primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  measure text not null,
  bound text not null check (bound in ('at-least', 'at-most')),
  -- Null takes the measure's target away.
  value double precision,
  at timestamptz not null,
  by_id text not null
);
create index targets_newest on targets (workflow_id, measure, seq desc);

create table disagreements (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  about text not null check (about in ('ownership', 'success', 'failure')),
  text text not null,
  opened_at timestamptz not null,
  opened_by text not null
);
create index disagreements_by_workflow on disagreements (workflow_id, opened_at desc);

create table settlements (
  disagreement_id uuid primary key references disagreements (id),
  workspace_id uuid not null references workspaces (id),
  words text not null,
  at timestamptz not null,
  by_id text not null
);

-- A waiver lapses by its expiry alone: whether it holds is computed, never stored.
create table waivers (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  criterion text not null,
  criterion_name text not null,
  reason text not null,
  at timestamptz not null,
  by_id text not null,
  expires_at timestamptz not null
);
create index waivers_by_workflow on waivers (workflow_id, at desc);

create table waiver_ends (
  waiver_id uuid primary key references waivers (id),
  workspace_id uuid not null references workspaces (id),
  reason text not null,
  at timestamptz not null,
  by_id text not null
);

create trigger append_only before update or delete or truncate on stage_moves for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on told_acts for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on struck_acts for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on document_sections for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on document_signatures for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on document_reads for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on money_versions for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on targets for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on disagreements for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on settlements for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on waivers for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on waiver_ends for each statement execute function refuse_change();

select protect(t) from unnest(array[
  'handovers', 'stage_moves', 'told_acts', 'struck_acts', 'document_sections', 'document_signatures', 'document_reads',
  'money_versions', 'targets', 'disagreements', 'settlements', 'waivers', 'waiver_ends'
]) as t;
