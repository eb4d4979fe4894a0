import type { OnCallSchedule } from '@debrief/contract';
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
  on_call_schedule: {
    id: string;
    key: string;
    name: string;
    tool: OnCallSchedule['tool'];
    team: string | null;
    zone: string | null;
    covered: [number, number][];
    imported_at: Date;
  };
  on_call_person: {
    id: string;
    key: string;
    name: string;
    email: string | null;
    plain_names: string[];
  };
  on_call_shift: {
    schedule_id: string;
    person_id: string;
    role: string;
    is_override: boolean;
    from_at: Date;
    until_at: Date;
  };
  on_call_match: { person_id: string; on_call_person_id: string; is_same: boolean };
  directory_match: { person_id: string; entry_id: string; is_same: boolean };
}
