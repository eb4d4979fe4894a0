import type { Generated } from 'kysely';

export interface IdentityTables {
  person: {
    id: string;
    name: string;
    compartment: string | null;
    merged_into: string | null;
    version: Generated<number>;
  };
  identity: {
    id: string;
    source_id: string;
    key: string;
    name: string;
    email: string | null;
    is_bot: boolean;
    person_id: string;
  };
}
