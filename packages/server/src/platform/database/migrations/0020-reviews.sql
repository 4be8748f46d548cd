-- Scheduled looks at the numbers: from which date they are counted, what came due with its pack, how it was held, and
-- what is to be done. Policy changes, plans and calendar feeds.

-- The one date of a workflow; append-only, the newest counts from the instant on at which it was set.
create table review_starts (
  seq bigint generated always as identity primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  day date not null,
  time text not null,
  zone text not null,
  -- How many people are to use it, as somebody said.
  intended_users integer check (intended_users > 0),
  reason text not null,
  set_at timestamptz not null,
  -- Null where the launch itself set it.
  by_id text,
  by_name text
);
create index review_starts_by_workflow on review_starts (workflow_id, seq);

-- Up to when the calendar of a workflow was followed, and when there is something to do again.
create table review_plans (
  workflow_id uuid primary key references workflows (id),
  workspace_id uuid not null references workspaces (id),
  looked_at timestamptz not null,
  next_at timestamptz not null
);
create index review_plans_due on review_plans (next_at);

-- One review that has come due; nothing changes its day.
create table reviews (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  kind text not null,
  name text not null,
  number integer not null,
  day date not null,
  at timestamptz not null,
  hold_by timestamptz not null,
  missed_at timestamptz not null,
  -- `[{ duty, name }]`, as the playbook said then.
  attended_by jsonb not null,
  asks jsonb not null,
  counts_as text,
  state text not null check (state in ('due', 'overdue', 'held', 'missed')),
  unique (workflow_id, kind, day)
);
create index reviews_by_workflow on reviews (workspace_id, workflow_id, at desc);
create index reviews_open on reviews (workspace_id, workflow_id) where state in ('due', 'overdue');

create table review_packs (
  review_id uuid primary key references reviews (id),
  workspace_id uuid not null references workspaces (id),
  pack jsonb not null,
  content_hash text not null,
  filled_at timestamptz not null
);

create table held_reviews (
  review_id uuid primary key references reviews (id),
  workspace_id uuid not null references workspaces (id),
  held_at timestamptz not null,
  by_id text not null,
  by_name text not null,
  verdict text not null check (verdict in ('on-course', 'act', 'stop')),
  words text not null,
  -- `[{ duty, name, person: { id, name } | null, attendance }]`
  attendance jsonb not null,
  answers jsonb not null,
  deviations jsonb not null,
  closed jsonb not null,
  signed_hash text not null
);

create table review_actions (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  review_id uuid references reviews (id),
  plan text,
  what text not null,
  person_id text not null,
  person_name text not null,
  due date not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  closed_by_name text,
  outcome text check (outcome in ('done', 'dropped')),
  words text not null default '',
  check ((closed_at is null) = (outcome is null)),
  check ((review_id is null) <> (plan is null))
);
create index review_actions_by_workflow on review_actions (workspace_id, workflow_id, due);
create index review_actions_open on review_actions (workspace_id, person_id) where closed_at is null;

create table policy_changes (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  holds_from date not null,
  words text not null,
  source text not null,
  touches text not null,
  told_at timestamptz not null,
  by_id text not null,
  by_name text not null
);
create index policy_changes_by_workflow on policy_changes (workflow_id, told_at desc);

create table policy_answers (
  policy_change_id uuid primary key references policy_changes (id),
  workspace_id uuid not null references workspaces (id),
  kind text not null check (kind in ('release', 'no-change')),
  -- Name of the release, or why none is needed.
  words text not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);

-- Secret addresses from which calendars read; of a person, or of one workflow. Only the digest of the secret is kept.
create table calendar_feeds (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  person_id text not null,
  workflow_id uuid references workflows (id),
  digest text not null unique,
  made_at timestamptz not null,
  revoked_at timestamptz
);
create index calendar_feeds_by_person on calendar_feeds (workspace_id, person_id);

create trigger append_only before update or delete or truncate on review_starts for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on review_packs for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on held_reviews for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on policy_changes for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on policy_answers for each statement execute function refuse_change();
select protect(t) from unnest(array[
  'review_starts', 'review_plans', 'reviews', 'review_packs', 'held_reviews', 'review_actions', 'policy_changes',
  'policy_answers', 'calendar_feeds'
]) as t;
