-- What delivery means in this organisation, in its own words; each wording stays. Null: the words that Dayshift comes with.
create table delivery_definitions (
  seq bigint generated always as identity primary key,
  workspace_id uuid not null references workspaces (id),
  text text check (length(text) between 20 and 2000),
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);
create index delivery_definitions_newest on delivery_definitions (workspace_id, seq desc);

create trigger append_only before update or delete or truncate on delivery_definitions for each statement execute function refuse_change();
select protect('delivery_definitions');
