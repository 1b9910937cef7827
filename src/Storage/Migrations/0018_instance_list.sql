-- The designers' list of instances by their beginning and their end; by their last step it has its index already.
create index workflow_instances_begun on workflow_instances (created_at desc);
create index workflow_instances_ended on workflow_instances (finished_at desc) where finished_at is not null;
