-- Plain words for imports, sources and access.
alter table activity disable trigger activity_is_immutable;

-- The import summary: read = imported + duplicates + rejected.
alter table import rename column stored to imported;
alter table import rename column known to duplicates;
update activity set
  before = case when before ? 'known' then (before - 'known' - 'stored')
    || jsonb_build_object('imported', before -> 'stored', 'duplicates', before -> 'known') else before end,
  after = case when after ? 'known' then (after - 'known' - 'stored')
    || jsonb_build_object('imported', after -> 'stored', 'duplicates', after -> 'known') else after end
  where kind in ('import.started', 'import.cancel-asked', 'import.ended');
update activity set kind = 'report.imported' where kind = 'report.brought-in';

alter table activity enable trigger activity_is_immutable;
