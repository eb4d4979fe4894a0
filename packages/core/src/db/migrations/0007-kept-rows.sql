-- Reactions and the account's list of rejected records are only ever added to, as evidence is.
create trigger reaction_is_kept before truncate on reaction for each statement execute function refuse_change();
revoke update, delete, truncate on reaction from public;
create trigger import_rejection_is_immutable before update or delete on import_rejection for each row execute function refuse_change();
create trigger import_rejection_is_kept before truncate on import_rejection for each statement execute function refuse_change();
revoke update, delete, truncate on import_rejection from public;
