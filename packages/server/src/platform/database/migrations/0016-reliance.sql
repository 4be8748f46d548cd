-- How people rely on outputs: answers that they gave before an output was shown, and what was decided then.

-- For which share of the units a person answers first, and in which field of the output; append-only, the newest counts.
create table human_first_shares (
  seq bigint generated always as identity primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  percent numeric(5, 2) not null check (percent between 0 and 100),
  -- '' is the output as a whole.
  field text not null,
  reason text not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);
create index human_first_shares_newest on human_first_shares (workflow_id, seq desc);

-- The output is hidden from whoever has not answered.
alter table cases add column answers_first boolean not null default false;
create index cases_answered_first on cases (workflow_id, unit_key) where answers_first and closed_at is null;

-- What a person said before the output was shown to her; once a run and person, append-only. What she said is sealed
-- like the contents of the run; the digest tells the same answer without saying what it is.
create table own_answers (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  -- May arrive later than the answer.
  run_id uuid not null,
  case_id uuid references cases (id),
  by_id text not null,
  by_name text not null,
  field text not null,
  digest text not null,
  subject_key_id uuid not null references subject_keys (id),
  sealed bytea not null,
  answered_at timestamptz not null,
  unique (run_id, by_id)
);
create index own_answers_of_case on own_answers (case_id, by_id) where case_id is not null;

-- A decision beside the answer before it and the AI's, each by its digest; append-only, the last one of an answer counts.
create table compared_answers (
  decision_id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  own_answer_id uuid not null references own_answers (id),
  unit_key text not null,
  by_id text not null,
  own text not null,
  ai text not null,
  final text not null,
  -- How far the decision went from the own answer to the AI's, 0 to 1; null where they are no numbers, or the same.
  weight double precision,
  decided_at timestamptz not null
);
create index compared_answers_by_workflow on compared_answers (workflow_id, decided_at);

-- What would have been right, by its digest, and in which field; null where nobody told.
alter table outcomes add column answer text;
alter table outcomes add column answer_field text;

-- How small a group may be shown, and who may see figures of other persons; append-only, the newest counts.
create table privacy_terms (
  seq bigint generated always as identity primary key,
  workspace_id uuid not null references workspaces (id),
  least_group integer not null check (least_group between 2 and 50),
  may_see text[] not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);
create index privacy_terms_newest on privacy_terms (workspace_id, seq desc);

create trigger append_only before update or delete or truncate on privacy_terms for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on human_first_shares for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on own_answers for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on compared_answers for each statement execute function refuse_change();
select protect(t) from unnest(array['privacy_terms', 'human_first_shares', 'own_answers', 'compared_answers']) as t;
