import type { Generated } from 'kysely';

export interface PeopleTables {
  person_role: {
    incident_id: string;
    person_id: string;
    roles: string[];
    version: Generated<number>;
  };
  declined_match: { one: string; other: string };
}
