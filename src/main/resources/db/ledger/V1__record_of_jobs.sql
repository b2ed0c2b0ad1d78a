-- The record of jobs of all chanio nodes. Each node writes its own rows; every node reads all.
create table job (
  id         uuid   primary key,  -- version 7: by time of acceptance
  node       text   not null,
  subchannel text   not null,
  state      text   not null,
  label      text,
  first_put  bigint not null,     -- the order within the node
  document   bytea  not null
);
create index job_of_node on job (node, first_put);
create index job_of_subchannel on job (subchannel, id);

-- What a node must remember beside its jobs: reservations, idempotency keys.
create table item (
  node      text   not null,
  key       text   not null,
  first_put bigint not null,
  item      bytea  not null,
  primary key (node, key)
);
