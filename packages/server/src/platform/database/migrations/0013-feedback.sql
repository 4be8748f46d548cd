-- What people report of outputs, what became of it, and the errors that repeat.

-- A flag: somebody says that an output looks wrong, or that the workflow isn't as reliable as it used to be. This row is
-- where it stands now; what was said and answered is in its events.
create table flags (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  -- Null where it speaks of the workflow as a whole.
  run_id uuid,
  kind text not null check (kind in ('output', 'reliability')),
  via text not null check (via in ('screen', 'component', 'rest', 'slack')),
  -- A member's id; else who it was as the host names her, behind "host:", or the API key.
  by_id text not null,
  by_name text not null,
  is_member boolean not null,
  at timestamptz not null,
  due_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'asked', 'answered')),
  verdict text check (verdict in ('wrong', 'right', 'unclear', 'elsewhere', 'reliability')),
  failure_case_id uuid,
  answered_at timestamptz,
  answered_by text,
  answered_by_name text,
  -- When it was seen to be past its due time; a new due time takes it back.
  overdue_at timestamptz,
  check (run_id is not null or kind = 'reliability'),
  check ((state = 'waiting') or (verdict is not null and answered_at is not null))
);
-- One reporter, one run: a repeat changes the words.
create unique index flags_one_each on flags (run_id, by_id) where run_id is not null;
create unique index flags_one_word_open on flags (workflow_id, by_id) where run_id is null and state <> 'answered';
create index flags_by_workflow on flags (workflow_id, at);
create index flags_waiting on flags (workspace_id, due_at) where state = 'waiting';
create index flags_due on flags (due_at) where state = 'waiting' and overdue_at is null;
create index flags_by_failure_case on flags (failure_case_id) where failure_case_id is not null;

-- Append-only: every wording, every answer. Words are sealed like contents, so that an erasure takes them too.
create table flag_events (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  flag_id uuid not null references flags (id),
  at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  by_name text not null,
  act text not null check (act in ('flagged', 'words', 'verdict')),
  verdict text,
  failure_case_id uuid,
  subject_key_id uuid references subject_keys (id),
  words bytea
);
create index flag_events_by_flag on flag_events (flag_id, at, id);

-- A named group of failures with guidance; its examples are the flags that name it and the corrections of its kind.
create table failure_cases (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  name text not null,
  guidance text not null,
  opened_at timestamptz not null,
  opened_by text not null,
  opened_by_name text not null,
  -- The release that mends it; null while none does.
  fixed_in uuid references releases (id),
  fixed_at timestamptz,
  unique (workflow_id, name),
  check ((fixed_in is null) = (fixed_at is null))
);
alter table flags add foreign key (failure_case_id) references failure_cases (id);

-- What a person put right in an output, by decision, append-only. The digest tells the same error (a keyed HMAC: it names
-- no value); the fields are kept without values, but for those that the release's schema lists itself.
create table corrections (
  decision_id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  run_id uuid not null,
  digest text not null,
  fields jsonb not null,
  -- How much of the draft was changed, by words.
  distance double precision not null check (distance between 0 and 1),
  shown_at timestamptz,
  decided_at timestamptz not null
);
create index corrections_by_workflow on corrections (workflow_id, decided_at);
create index corrections_by_digest on corrections (workflow_id, digest, decided_at);

create table failure_case_corrections (
  workflow_id uuid not null references workflows (id),
  digest text not null,
  workspace_id uuid not null references workspaces (id),
  failure_case_id uuid not null references failure_cases (id),
  primary key (workflow_id, digest)
);
create index failure_case_corrections_by_case on failure_case_corrections (failure_case_id);

-- In how many working days a flag of a workflow is answered; without a row it is two.
create table feedback_terms (
  workflow_id uuid primary key references workflows (id),
  workspace_id uuid not null references workspaces (id),
  triage_days integer not null check (triage_days between 1 and 10)
);

-- A flag token names the API key that it is signed with by the digest of its digest.
create index api_keys_by_reference on api_keys (encode(sha256(secret_hash), 'hex'));

create trigger append_only before update or delete or truncate on flag_events for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on corrections for each statement execute function refuse_change();
select protect(t) from unnest(array[
  'flags', 'flag_events', 'failure_cases', 'corrections', 'failure_case_corrections', 'feedback_terms'
]) as t;
