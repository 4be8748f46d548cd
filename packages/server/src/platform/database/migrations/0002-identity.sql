-- People's accounts, sessions and credentials, and the API keys of a workspace.

-- The first four tables are better-auth's (1.7.5), under our own names. They carry no workspace and no row-level
-- security: a person is one account, whichever workspaces it belongs to, and who signs in is not known to belong to
-- any workspace yet. What a person may see is decided by `members`, which has both. Nothing of a workspace's work is
-- in these tables.
create table people (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);

create table sessions (
  id text primary key,
  expires_at timestamptz not null,
  token text not null unique,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  person_id text not null references people (id) on delete cascade
);
create index sessions_person_id_idx on sessions (person_id);

create table credentials (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  person_id text not null references people (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  -- scrypt, with its own salt
  password text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null
);
create index credentials_person_id_idx on credentials (person_id);

create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index verifications_identifier_idx on verifications (identifier);

alter table members add foreign key (person_id) references people (id);

-- Keys belong to a workspace, not to a person: they outlive the person who made them. The secret is 256 random bits,
-- so that a plain SHA-256 of it is enough; the secret itself is never stored.
create table api_keys (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  name text not null,
  -- The first characters of the secret, to tell keys apart in a list.
  start text not null,
  secret_hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  created_by text not null,
  created_by_name text not null,
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_by_workspace on api_keys (workspace_id, created_at desc);

select protect('api_keys');
select protect('workspaces', 'id');
