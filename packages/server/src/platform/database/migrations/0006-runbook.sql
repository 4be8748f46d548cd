-- Confirmed runbooks, and runbooks of elsewhere attached as notes.

-- That somebody who runs the workflow stands by its runbook; append-only, the last one counts. The text is kept as it
-- was confirmed, so that a change since can be shown.
create table runbook_confirmations (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  release_hash text not null,
  content_hash text not null,
  text text not null,
  review_by date not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);
create index runbook_confirmations_by_workflow on runbook_confirmations (workflow_id, at desc, id desc);
create trigger append_only before update or delete or truncate on runbook_confirmations for each statement execute function refuse_change();

-- A runbook that existed before, as it was written. The same name again takes the place of the one before.
create table runbook_notes (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  name text not null,
  text text not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  unique (workflow_id, name)
);

select protect('runbook_confirmations');
select protect('runbook_notes');
