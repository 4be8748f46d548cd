-- What breaks at a seam is an alert of that seam, whether or not a workflow stands on it.
alter table alerts alter column workflow_id drop not null;
alter table alerts add column seam_id uuid references seams (id);
alter table alerts add constraint alerts_stand_on_one check (num_nonnulls(workflow_id, seam_id) = 1);
create unique index alerts_once_at_seam on alerts (seam_id, signal, coalesce(slice_name, ''), coalesce(slice_label, ''))
  where resolved_at is null and seam_id is not null;
create index alerts_by_seam on alerts (seam_id, opened_at desc, id desc) where seam_id is not null;

-- Other names that logs and people have for a team or a tool, beside its own.
alter table seam_nodes add column aliases text[] not null default '{}';
