-- Where people are told of what needs them, and what was sent.

-- One way out of the product. E-mail is one channel for the workspace, made when it is first needed; its server is a
-- setting of the installation. What must not be read (tokens, addresses that carry one, signing secrets) is sealed.
create table channels (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  kind text not null check (kind in ('email', 'slack-app', 'slack-url', 'webhook', 'pagerduty')),
  name text not null,
  -- What may be read: a Slack channel's name, the host of an address.
  shown jsonb not null,
  sealed bytea,
  -- Which severities it takes, and whether it is told of changes that went live.
  severities text[] not null,
  tells_changes boolean not null,
  -- 'off': by itself, after days in which nothing arrived.
  state text not null check (state in ('active', 'paused', 'off', 'removed')),
  created_at timestamptz not null,
  created_by_name text not null,
  last_success_at timestamptz,
  -- The present spell of failures: when it began, how many in a row, when the next try is, and when admins were told.
  failing_since timestamptz,
  failures integer not null default 0,
  retry_at timestamptz,
  told_at timestamptz,
  last_failure_at timestamptz,
  last_failure text
);
create unique index channels_one_email on channels (workspace_id) where kind = 'email';
create index channels_by_workspace on channels (workspace_id, created_at) where state <> 'removed';

-- What is to be told to one target, kept until it arrived or its time is up. Its id is what the receiver knows it by, so
-- that a try after a crash is recognised as the same.
create table deliveries (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  channel_id uuid not null references channels (id),
  kind text not null check (kind in ('message', 'change', 'test', 'update', 'reply')),
  -- Whom within the channel; null for the channel itself.
  person_id text references people (id),
  -- The same key reaches the same target once.
  key text not null,
  -- What belongs together arrives in its order: the id of an alert.
  thread text,
  subject text not null,
  content jsonb not null,
  -- An address that must not be read.
  sealed bytea,
  -- 'dropped': it was not to be sent any more, or could not be from the start; 'dead': it did not arrive in its time.
  state text not null check (state in ('waiting', 'delivered', 'dead', 'dropped')),
  attempts integer not null default 0,
  created_at timestamptz not null,
  next_at timestamptz not null,
  -- While it is being sent: when whoever sends it is taken for dead.
  taken_until timestamptz,
  ended_at timestamptz,
  last_status integer,
  last_error text,
  last_ms integer,
  -- What the receiver calls it, to change it later.
  receipt jsonb
);
create unique index deliveries_once on deliveries (channel_id, coalesce(person_id, ''), key);
create index deliveries_due on deliveries (next_at, channel_id) where state = 'waiting';
create index deliveries_in_thread on deliveries (channel_id, thread, created_at) where thread is not null;
create index deliveries_by_key on deliveries (workspace_id, key);
create index deliveries_by_channel on deliveries (channel_id, created_at desc, id desc);

create index deliveries_ended on deliveries (ended_at) where ended_at is not null;

-- Each try: what came back, and after how long.
create table delivery_attempts (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  delivery_id uuid not null references deliveries (id) on delete cascade,
  at timestamptz not null,
  ms integer not null,
  status integer,
  error text
);
create index delivery_attempts_by_delivery on delivery_attempts (delivery_id, at);

-- How a person wants to be told of one severity; what she has not chosen is told as the product proposes.
create table told_ways (
  workspace_id uuid not null references workspaces (id),
  person_id text not null references people (id),
  severity text not null check (severity in ('urgent', 'today', 'note')),
  ways text[] not null,
  changed_at timestamptz not null,
  primary key (workspace_id, person_id, severity)
);

-- Who somebody is in Slack, looked up by the e-mail address.
create table slack_people (
  workspace_id uuid not null references workspaces (id),
  channel_id uuid not null references channels (id),
  person_id text not null references people (id),
  slack_user text not null,
  looked_up_at timestamptz not null,
  primary key (channel_id, person_id)
);
create index slack_people_by_user on slack_people (channel_id, slack_user);

select protect('channels');
select protect('deliveries');
select protect('delivery_attempts');
select protect('told_ways');
select protect('slack_people');
