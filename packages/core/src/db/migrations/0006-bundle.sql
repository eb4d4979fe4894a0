-- What came in with a bundle keeps the names of where it came from where it could not keep them as its own: exporting it again writes the same bundle.
alter table incident add column origin_ref text;
alter table source add column origin_key text;
