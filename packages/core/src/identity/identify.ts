import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';

/** A name in a source, as the reader read it. */
export interface NamedIdentity {
  key: string;
  name: string;
  email: string | null;
  isBot: boolean;
}

export interface KnownIdentity {
  id: string;
  name: string;
  email: string | null;
  isBot: boolean;
}

/**
 * The identities with these names; new ones are created. A new identity belongs to the person with
 * the same email address, else to a new person. An identity in a compartment never names a person
 * outside it.
 */
export async function identify(
  ctx: Context,
  source: { id: string; compartment: string | null },
  named: NamedIdentity[],
): Promise<Map<string, KnownIdentity>> {
  const found = new Map<string, KnownIdentity>();
  if (named.length === 0) return found;
  return inTransaction(ctx, async (ctx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${source.id}))`.execute(ctx.db);
    const rows = await ctx.db
      .selectFrom('identity')
      .select(['id', 'key', 'name', 'email', 'is_bot'])
      .where('source_id', '=', source.id)
      .where('key', 'in', [...new Set(named.map((one) => one.key))])
      .execute();
    for (const row of rows)
      found.set(row.key, { id: row.id, name: row.name, email: row.email, isBot: row.is_bot });
    for (const each of named) {
      const one = { ...each, name: isAddress(each) ? '' : each.name };
      const known = found.get(one.key);
      if (!known) found.set(one.key, await introduce(ctx, source, one));
      else if (differs(known, one)) found.set(one.key, await rename(ctx, source, known, one));
    }
    return found;
  });
}

/** An address used as a name never replaces a name from another record. */
function isAddress({ name, email }: NamedIdentity): boolean {
  return email !== null && name.toLowerCase() === email.toLowerCase();
}

function differs(known: KnownIdentity, named: NamedIdentity): boolean {
  return (
    (named.name !== '' && known.name !== named.name) ||
    (named.email !== null && known.email !== named.email) ||
    known.isBot !== named.isBot
  );
}

async function rename(
  ctx: Context,
  source: { compartment: string | null },
  known: KnownIdentity,
  named: NamedIdentity,
): Promise<KnownIdentity> {
  const next = {
    id: known.id,
    name: named.name || known.name,
    email: named.email ?? known.email,
    isBot: named.isBot,
  };
  await ctx.db
    .updateTable('identity')
    .set({ name: next.name, email: next.email, is_bot: next.isBot })
    .where('id', '=', known.id)
    .execute();
  await namePerson(ctx, source, known.id, named);
  return next;
}

async function introduce(
  ctx: Context,
  source: { id: string; compartment: string | null },
  named: NamedIdentity,
): Promise<KnownIdentity> {
  const name = named.name || (named.email ?? named.key);
  const personId =
    (await personByEmail(ctx, source, named.email)) ??
    (await insertPerson(ctx, name, source.compartment));
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('identity')
    .values({
      id,
      source_id: source.id,
      key: named.key,
      name,
      email: named.email,
      is_bot: named.isBot,
      person_id: personId,
    })
    .execute();
  await namePerson(ctx, source, id, named);
  return { id, name, email: named.email, isBot: named.isBot };
}

/** A person known only by an address gets the name of another record in the same compartment. */
async function namePerson(
  ctx: Context,
  source: { compartment: string | null },
  identityId: string,
  { name, email }: NamedIdentity,
): Promise<void> {
  if (name === '' || email === null) return;
  await sql`update person set name = ${name} from identity
    where identity.id = ${identityId} and person.id = identity.person_id
      and person.compartment is not distinct from ${source.compartment}::uuid
      and lower(person.name) = ${email.toLowerCase()}`.execute(ctx.db);
}

/** Gives a person a name in a source, unless it has one there. */
export async function addIdentity(
  ctx: Context,
  source: { id: string },
  { key, name, personId }: { key: string; name: string; personId: string },
): Promise<void> {
  await sql`
    insert into identity (id, source_id, key, name, email, is_bot, person_id)
    select ${ctx.ids.next()}::uuid, ${source.id}::uuid, ${key}, ${name}, null, false, coalesce(merged_into, id)
    from person where id = ${personId}
    on conflict do nothing`.execute(ctx.db);
}

/** The people with this email address in a source, and those that were merged into them. */
export async function listPersonIds(ctx: Context, email: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from person where coalesce(merged_into, id) in (select person_id from identity where lower(email) = ${email.toLowerCase()})`.execute(
    ctx.db,
  );
  return rows.map(({ id }) => id);
}

export async function insertPerson(
  ctx: Context,
  name: string,
  compartment: string | null,
): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db.insertInto('person').values({ id, name, compartment, merged_into: null }).execute();
  return id;
}

async function personByEmail(
  ctx: Context,
  source: { compartment: string | null },
  email: string | null,
): Promise<string | null> {
  if (!email) return null;
  const row = await ctx.db
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select('person.id')
    .where(sql<boolean>`lower(identity.email) = ${email.toLowerCase()}`)
    .where((eb) =>
      source.compartment
        ? eb.or([
            eb('person.compartment', 'is', null),
            eb('person.compartment', '=', source.compartment),
          ])
        : eb('person.compartment', 'is', null),
    )
    .orderBy('person.id')
    .executeTakeFirst();
  return row?.id ?? null;
}
