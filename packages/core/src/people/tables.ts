import type { Generated } from 'kysely';

export interface PeopleTables {
  person_role: {
    incident_id: string;
    person_id: string;
    roles: string[];
    version: Generated<number>;
  };
  declined_match: { one: string; other: string };
  directory_entry: {
    id: string;
    key: string;
    name: string;
    email: string | null;
    plain_names: string[];
    started_on: string | null;
    left_on: string | null;
    seen_on: string;
    imported_at: Date;
  };
  directory_state: {
    entry_id: string;
    from_on: string;
    is_exact: boolean;
    seen_on: string;
    title: string | null;
    team: string | null;
    manager: string | null;
    location: string | null;
    zone: string | null;
  };
  directory_match: { person_id: string; entry_id: string; is_same: boolean };
}
