import type { KeyScope, Role } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface AccountTables {
  setting: { name: string; value: string };
  account: {
    id: string;
    name: string;
    email: string;
    email_verified: Generated<boolean>;
    image: string | null;
    role: Role;
    team: string | null;
    zone: string | null;
    is_disabled: Generated<boolean>;
    is_invited: Generated<boolean>;
    created_at: Date;
    updated_at: Date;
    version: Generated<number>;
  };
  credential: {
    id: string;
    account_id: string;
    provider_id: string;
    user_id: string;
    access_token: string | null;
    refresh_token: string | null;
    id_token: string | null;
    access_token_expires_at: Date | null;
    refresh_token_expires_at: Date | null;
    scope: string | null;
    password: string | null;
    created_at: Date;
    updated_at: Date;
  };
  session: {
    id: string;
    user_id: string;
    token: string;
    expires_at: Date;
    ip_address: string | null;
    user_agent: string | null;
    created_at: Date;
    updated_at: Date;
  };
  verification: {
    id: string;
    identifier: string;
    value: string;
    expires_at: Date;
    created_at: Date;
    updated_at: Date;
  };
  invitation: {
    token_hash: string;
    account_id: string;
    expires_at: Date;
    is_reset: Generated<boolean>;
  };
  api_key: {
    id: string;
    account_id: string;
    name: string;
    key_hash: string;
    prefix: string;
    scopes: KeyScope[];
    created_at: Date;
    last_used_at: Date | null;
    expires_at: Date | null;
  };
  sign_in_attempt: { key: string; failures: number; until: Date };
}
