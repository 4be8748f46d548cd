-- Alerts: what departed from normal and whom it waits for.

-- One departure from normal of a workflow, from when it is first seen until it is resolved.
create table alerts (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  signal text not null,
  -- Which slice of the units; null for all of them.
  slice_name text,
  slice_label text,
  class text not null check (class in ('outage', 'bad-output', 'unattended')),
  severity text not null check (severity in ('urgent', 'today', 'note')),
  sentence text not null,
  next_step text not null,
  runbook_section text,
  since timestamptz,
  candidates jsonb not null,
  evidence jsonb not null,
  link text not null,
  caused_by text,
  -- The alert whose page speaks for all of the same cause.
  group_id uuid not null,
  pages boolean not null,
  state text not null check (state in ('open', 'acknowledged', 'snoozed', 'calm', 'resolved')),
  opened_at timestamptz not null,
  last_seen_at timestamptz not null,
  seen integer not null,
  owner_id text,
  owner_duty text,
  orphaned boolean not null,
  -- Who was told since it last waited for an answer.
  told text[] not null,
  last_told_at timestamptz,
  -- When the clock looks at it again.
  next_at timestamptz,
  acknowledged_by text,
  acknowledged_at timestamptz,
  answered_at timestamptz,
  unanswered_at timestamptz,
  calm_at timestamptz,
  with_builder boolean not null,
  resolved_at timestamptz,
  resolved_by text,
  -- Null where it closed itself.
  verdict text check (verdict in ('useful', 'noise')),
  note text not null default '',
  check ((state = 'resolved') = (resolved_at is not null))
);
-- The same signal of the same slice is one alert for as long as it isn't resolved.
create unique index alerts_once on alerts (workflow_id, signal, coalesce(slice_name, ''), coalesce(slice_label, ''))
  where resolved_at is null;
create index alerts_open on alerts (workspace_id, workflow_id) where resolved_at is null;
create index alerts_due on alerts (next_at) where next_at is not null;
create index alerts_by_workspace on alerts (workspace_id, opened_at desc, id desc);
create index alerts_by_workflow on alerts (workflow_id, opened_at desc, id desc);
create index alerts_in_group on alerts (group_id);

-- What happened to an alert, append-only: raised, told, answered, moved, well again, resolved.
create table alert_events (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  alert_id uuid not null references alerts (id),
  at timestamptz not null,
  act text not null,
  -- Whoever did it: a person, or null for the clock and the rules.
  by_id text,
  -- Whoever it was done to: who was told, who answers from here on.
  person_id text,
  note text,
  details jsonb not null
);
create index alert_events_by_alert on alert_events (alert_id, at, id);

-- Runs that a person collected as examples of what an alert is about.
create table alert_examples (
  alert_id uuid not null references alerts (id),
  run_id uuid not null,
  workspace_id uuid not null references workspaces (id),
  note text not null,
  added_at timestamptz not null,
  added_by text not null,
  primary key (alert_id, run_id)
);

-- How a workspace's alerts reach people; without a row the product's own policy counts.
create table alert_settings (
  workspace_id uuid primary key references workspaces (id),
  acknowledge_urgent_ms integer not null,
  acknowledge_today_ms integer not null,
  quiet jsonb,
  noise_limit double precision not null,
  -- Asked while everything works, so that whoever is behind it says when nobody asks any more.
  heartbeat_url text,
  heartbeat_every_ms integer not null,
  heartbeat_next_at timestamptz,
  heartbeat_sent_at timestamptz,
  heartbeat_failure text
);
create index heartbeats_due on alert_settings (heartbeat_next_at) where heartbeat_url is not null;

-- Hours in which one person is left alone but for the urgent; instead of the workspace's.
create table quiet_hours (
  workspace_id uuid not null references workspaces (id),
  person_id text not null,
  hours jsonb,
  primary key (workspace_id, person_id)
);

-- Times in which a workflow is worked on and nobody is told.
create table maintenance_windows (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  from_at timestamptz not null,
  -- Moves forward when it is ended before its time.
  until_at timestamptz not null check (until_at >= from_at),
  reason text not null,
  set_at timestamptz not null,
  set_by text not null,
  ended_by text
);
create index maintenance_by_workflow on maintenance_windows (workflow_id, until_at);

-- Wider thresholds that were proposed because of noise, and what the owner of the workflow said.
create table threshold_proposals (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  signal text not null,
  -- How much wider than the signal's own threshold.
  factor double precision not null,
  noise integer not null,
  judged integer not null,
  proposed_at timestamptz not null,
  state text not null check (state in ('proposed', 'accepted', 'declined')),
  decided_at timestamptz,
  decided_by text,
  check ((state = 'proposed') = (decided_at is null))
);
create unique index thresholds_one_open on threshold_proposals (workflow_id, signal) where state = 'proposed';
create index thresholds_by_signal on threshold_proposals (workflow_id, signal, decided_at desc);

create trigger append_only before update or delete or truncate on alert_events for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on alert_examples for each statement execute function refuse_change();

select protect(t) from unnest(array['alerts', 'alert_events', 'alert_examples', 'alert_settings', 'quiet_hours',
  'maintenance_windows', 'threshold_proposals']) as t;
