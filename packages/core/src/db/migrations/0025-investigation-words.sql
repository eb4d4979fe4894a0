-- The words of the investigation, as people read them. What never changes takes a new name here and keeps what it says.
alter table activity disable trigger activity_is_immutable;
update activity set kind = 'investigation.undone' where kind = 'inquiry.undone';
alter table activity enable trigger activity_is_immutable;
