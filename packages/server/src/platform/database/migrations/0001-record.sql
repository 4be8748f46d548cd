-- Workspaces, workflows and their releases, runs, cases, decisions, and the ledger.
-- Every table carries its workspace and is protected by row-level security (see 0000-platform.sql).

create table workspaces (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null
);

-- Who belongs to a workspace. The person's account lives in the identity tables (0002).
create table members (
  workspace_id uuid not null references workspaces (id),
  person_id text not null,
  role text not null check (role in ('admin', 'member', 'viewer')),
  active boolean not null default true,
  joined_at timestamptz not null,
  primary key (workspace_id, person_id)
);
create index members_by_person on members (person_id);

create table workflows (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  slug text not null,
  name text not null,
  purpose text not null,
  active_release_id uuid,
  activated_at timestamptz,
  rollout_percent numeric(5, 2) not null default 0 check (rollout_percent between 0 and 100),
  paused_at timestamptz,
  paused_by text,
  paused_by_name text,
  pause_reason text,
  -- Moves with every change that a host must hear of; the ETag of the gate's state.
  gate_version bigint not null default 1,
  created_at timestamptz not null,
  unique (workspace_id, slug)
);

create table releases (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  name text not null,
  content_hash text not null,
  -- json, not jsonb: the order of fields in its schemas is the order in which people see them.
  manifest json not null,
  source text not null,
  created_at timestamptz not null,
  created_by text not null,
  created_by_name text not null,
  unique (workflow_id, content_hash)
);
alter table workflows add foreign key (active_release_id) references releases (id);

-- Runs, partitioned by id range: a UUIDv7 carries the time, so that the id alone is the primary key and idempotence
-- needs no second index. Partitions of a month are made ahead by the server; the default one catches foreign clocks.
create table runs (
  id uuid not null,
  workspace_id uuid not null,
  workflow_id uuid not null,
  release_id uuid,
  -- The content hash of a release that isn't registered here; then release_id is null.
  unregistered_release text,
  unit_key text not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  latency_ms double precision not null,
  status text not null,
  failure_class text,
  failure_message text,
  attempts integer not null,
  retries integer not null,
  requested_model text,
  resolved_model text,
  input_tokens integer,
  output_tokens integer,
  cost_amount numeric(30, 12),
  cost_currency text,
  cost_source text,
  finish_reason text,
  confidence double precision,
  input_quality double precision,
  route text not null,
  reason_code text not null,
  reason_rule text,
  reason_message text not null,
  bucket integer not null,
  rerun_of uuid,
  -- The case that waited for this rerun.
  case_id uuid,
  duplicate_of uuid,
  clock_offset_ms bigint not null default 0,
  received_at timestamptz not null,
  primary key (id)
) partition by range (id);
create table runs_default partition of runs default;
create index runs_by_workflow on runs (workspace_id, workflow_id, id desc);
create index runs_by_unit on runs (workflow_id, unit_key);
create index runs_failed on runs (workflow_id, id desc) where status = 'failed';
create index runs_rerun on runs (rerun_of) where rerun_of is not null;

-- Contents apart from records, encrypted under a key per subject: erasing the key erases the content.
create table subject_keys (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  -- HMAC of the subject's key, so that the table itself names nobody.
  subject_digest text not null,
  -- Set where the key is one run's own, because the run names no subject.
  run_id uuid,
  -- The content key, wrapped under the installation's secret; null once erased.
  wrapped_key bytea,
  created_at timestamptz not null,
  erased_at timestamptz
);
-- After an erasure the same subject may come back, under a new key.
create unique index subject_keys_live on subject_keys (workspace_id, subject_digest) where erased_at is null;
create index subject_keys_erased on subject_keys (workspace_id, subject_digest) where erased_at is not null;

create table run_contents (
  run_id uuid primary key,
  workspace_id uuid not null,
  subject_key_id uuid not null references subject_keys (id),
  -- AES-256-GCM over the JSON of {input, output}: nonce, tag, cipher text. Null once erased or expired.
  sealed bytea,
  expires_at timestamptz not null
);
create index run_contents_by_expiry on run_contents (expires_at) where sealed is not null;
create index run_contents_by_subject on run_contents (subject_key_id);

create table quarantined_records (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  received_at timestamptz not null,
  -- SHA-256 of the record: a repeated delivery of the same bad record is kept once.
  digest text not null,
  -- HMAC of the subject's key where the record names one, so that an erasure finds it.
  subject_digest text,
  -- AES-256-GCM over the record's text: it may hold contents.
  sealed bytea not null,
  errors jsonb not null,
  unique (workspace_id, digest)
);
create index quarantined_by_age on quarantined_records (received_at);

-- Rollups by deltas: ingest appends, a job folds (exact counts; latency in log buckets that merge by addition).
create table run_deltas (
  id bigint generated always as identity primary key,
  workspace_id uuid not null,
  deltas jsonb not null
);

create table run_rollups (
  workspace_id uuid not null,
  workflow_id uuid not null,
  hour timestamptz not null,
  route text not null,
  reason_code text not null,
  reason_rule text not null default '',
  release_id uuid not null,
  n bigint not null,
  -- Runs in which a model was called; those that are priced are among them.
  called bigint not null,
  failed bigint not null,
  retries bigint not null,
  priced bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  primary key (workspace_id, workflow_id, hour, route, reason_code, reason_rule, release_id)
);

create table latency_rollups (
  workspace_id uuid not null,
  workflow_id uuid not null,
  day date not null,
  bucket integer not null,
  n bigint not null,
  primary key (workspace_id, workflow_id, day, bucket)
);

create table cost_rollups (
  workspace_id uuid not null,
  workflow_id uuid not null,
  hour timestamptz not null,
  currency text not null,
  amount numeric not null,
  n bigint not null,
  primary key (workspace_id, workflow_id, hour, currency)
);

create table cases (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  -- The run whose output the person sees now; a rerun moves it on.
  run_id uuid not null,
  -- The run that opened the case: one case a run, however often it is delivered.
  first_run_id uuid not null unique,
  unit_key text not null,
  kind text not null check (kind in ('review', 'exception', 'failure', 'qa-sample')),
  state text not null check (state in ('waiting', 'claimed', 'completed', 'handed-over', 'rerun')),
  priority smallint not null default 2 check (priority between 0 and 3),
  opened_at timestamptz not null,
  due_at timestamptz not null,
  backup_at timestamptz not null,
  expires_at timestamptz not null,
  assigned_to text,
  assigned_to_name text,
  claimed_by text,
  claimed_by_name text,
  lease_until timestamptz,
  -- Rises with every claim: an act with an older token is refused.
  fencing_token bigint not null default 0,
  backup_since timestamptz,
  rerun_asked_at timestamptz,
  rerun_asked_by text,
  rerun_asked_by_name text,
  -- Sealed like run_contents: an input that a person corrected.
  corrected_input bytea,
  subject_key_id uuid references subject_keys (id),
  closed_at timestamptz
);
create index cases_open on cases (workspace_id, priority, due_at, id) where closed_at is null;
create index cases_closed on cases (workspace_id, closed_at desc, id) where closed_at is not null;
create index cases_by_workflow on cases (workflow_id, state);
create index cases_by_run on cases (run_id);
create index cases_by_expiry on cases (expires_at, backup_at) where closed_at is null;
create index cases_in_rerun on cases (workflow_id) where state = 'rerun';

-- The review log: every draft, edit, claim and decision, append-only. Drafts and finals are sealed like contents.
create table case_events (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  case_id uuid not null references cases (id),
  at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  by_name text not null,
  act text not null,
  note text,
  subject_key_id uuid,
  draft bytea,
  final bytea
);
create index case_events_by_case on case_events (case_id, at, id);

-- What people did with outputs, append-only: a correction is a new row, the last one counts.
create table decisions (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  run_id uuid,
  case_id uuid,
  unit_key text not null,
  kind text not null check (kind in ('accepted', 'edited', 'overridden', 'ignored', 'escalated', 'bypass')),
  by_id text not null,
  by_name text not null,
  reason text,
  -- What went out in the end, sealed like contents; of decisions in the host's own screens.
  subject_key_id uuid,
  final bytea,
  shown_at timestamptz,
  decided_at timestamptz not null
);
create index decisions_by_run on decisions (run_id);
create index decisions_by_case on decisions (case_id) where case_id is not null;
create index decisions_by_workflow on decisions (workflow_id, decided_at);

-- The ledger: append-only, hash-chained per workspace. The head row serialises writers of one workspace.
create table ledger_heads (
  workspace_id uuid primary key references workspaces (id),
  seq bigint not null,
  hash text not null
);

create table ledger_entries (
  workspace_id uuid not null references workspaces (id),
  seq bigint not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  act text not null,
  subject text not null,
  sentence text not null,
  details jsonb not null,
  previous_hash text not null,
  hash text not null,
  primary key (workspace_id, seq)
);
create index ledger_by_subject on ledger_entries (workspace_id, subject, seq desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'Cannot % a row of %: it is append-only', lower(tg_op), tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete or truncate on ledger_entries for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on case_events for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on decisions for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on releases for each statement execute function refuse_change();

select protect(t) from unnest(array[
  'members', 'workflows', 'releases', 'runs', 'subject_keys', 'run_contents', 'quarantined_records', 'run_deltas',
  'run_rollups', 'latency_rollups', 'cost_rollups', 'cases', 'case_events', 'decisions', 'ledger_heads', 'ledger_entries'
]) as t;
