import type { JsonObject } from '../../row.ts';
import type { IdentityRef } from '../../source.ts';
import { firstText, toIdentity } from '../values.ts';

/** A user by id. */
export function toZulipPerson(id: string, value: JsonObject): IdentityRef | null {
  return toIdentity(id, firstText(value, 'full_name', 'sender_full_name'), {
    email: firstText(value, 'delivery_email', 'email', 'sender_email'),
    isBot: value['is_bot'] === true,
  });
}
