-- Guidance that people confirmed, and from which share of right answers on nobody needs to check.

-- Append-only, the newest counts.
create table guidance_confirmations (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  release_hash text not null,
  release_name text not null,
  content_hash text not null,
  -- The lines as they were read: kind, slices, words.
  lines jsonb not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);
create index guidance_confirmations_newest on guidance_confirmations (workflow_id, at desc, id desc);

-- Append-only, the newest counts.
create table enough_shares (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  share double precision not null check (share between 0.5 and 0.999),
  reason text not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);
create index enough_shares_newest on enough_shares (workflow_id, at desc, id desc);

create trigger append_only before update or delete or truncate on guidance_confirmations for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on enough_shares for each statement execute function refuse_change();
select protect(t) from unnest(array['guidance_confirmations', 'enough_shares']) as t;
