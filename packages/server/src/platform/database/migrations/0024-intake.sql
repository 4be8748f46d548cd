-- How long a trace must be quiet before it becomes a run, by source, and how late spans came after it had.

-- Null: 10 seconds.
alter table trace_sources add column wait_seconds integer check (wait_seconds between 1 and 86400);

alter table traces
  -- As its source wanted it when its last spans came.
  add column wait_ms integer not null default 10000,
  -- Of its late spans the one that came last: so long after the last one in time.
  add column late_ms bigint not null default 0;

create index traces_late on traces (workspace_id, service, name) where late > 0;
