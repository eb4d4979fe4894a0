import { DomainError } from '@debrief/contract';
import type { IdentityRef, Read, StreamRef } from '@debrief/readers';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { lockVisibility, type IncidentRow } from '../incident/index.ts';
import { identify, type KnownIdentity } from '../identity/index.ts';
import { contentHash, createContentKeys } from './content.ts';
import { saveProgress, type ImportRow } from './imports.ts';
import { createSeenKeys, type SeenKeys } from './seen-keys.ts';
import { streamFor, type SourceRow } from './sources.ts';
import { storeBatch, type Arrived } from './store-batch.ts';
import { markVanished } from './vanished-items.ts';

const batchRecords = 1_000;
const batchCharacters = 1_000_000;
const rememberedIdentities = 50_000;
const longestKey = 500;

type Rejected = Extract<Read, { type: 'rejected' }>;
type Member = Extract<Read, { type: 'member' }>;

/** What is stored in one transaction. */
interface Batch {
  records: Omit<Arrived, 'streamId'>[];
  /** Stored by an earlier run of this import: only recorded as seen. */
  passed: Omit<Arrived, 'streamId'>[];
  rejected: Rejected[];
  members: Member[];
  characters: number;
  bytesRead: number;
}

/**
 * Stores what a reader returns in batches of bounded size, each together with its part of the
 * import summary. One batch is stored while the next is read.
 */
export interface Intake {
  take(read: Read): Promise<void>;
  finish(): Promise<void>;
  /** Waits for the batch that is being stored. */
  rest(): Promise<void>;
  readonly isCancelAsked: boolean;
}

/**
 * A resumed import continues after the records that it has stored: batches are complete, and a file
 * is always read in the same order.
 */
export function openIntake(
  ctx: Context,
  job: { row: ImportRow; incident: IncidentRow; source: SourceRow },
): Intake {
  const identities = new Map<string, KnownIdentity>();
  const streams = new Map<string, string>();
  const seen = new Map<string, SeenKeys>();
  const keyOf = createContentKeys();
  const empty = (): Batch => ({
    records: [],
    passed: [],
    rejected: [],
    members: [],
    characters: 0,
    bytesRead,
  });
  let bytesRead = 0;
  let batch = empty();
  let storing: Promise<void> = Promise.resolve();
  let rejections = job.row.rejected;
  let position = 0;
  let isCancelAsked = false;
  const covered: Extract<Read, { type: 'covered' }>[] = [];

  const streamId = async (ctx: Context, ref: StreamRef) => {
    const known = streams.get(ref.key);
    if (known) return known;
    const id = await streamFor(ctx, job.incident, job.source, ref);
    streams.set(ref.key, id);
    seen.set(id, createSeenKeys());
    return id;
  };

  const meet = async (ctx: Context, refs: IdentityRef[]) => {
    const unknown = new Map(
      refs.filter((ref) => !identities.has(ref.key)).map((ref) => [ref.key, ref]),
    );
    for (const [key, identity] of await identify(ctx, job.source, [...unknown.values()]))
      identities.set(key, identity);
  };

  const store = async ({ records, passed, rejected, members, bytesRead }: Batch) => {
    if (identities.size > rememberedIdentities) identities.clear();
    const people = [
      ...members.map((member) => member.identity),
      ...records.flatMap(({ record }) => [
        ...(record.author ? [record.author] : []),
        ...record.reactions.flatMap((reaction) => reaction.by),
      ]),
    ];
    const arrived: Arrived[] = [];
    const known: Arrived[] = [];
    await inTransaction(ctx, async (ctx) => {
      await refuseIfMoved(ctx, job);
      await meet(ctx, people);
      for (const one of records)
        arrived.push({ ...one, streamId: await streamId(ctx, one.record.stream) });
      for (const one of passed)
        known.push({ ...one, streamId: await streamId(ctx, one.record.stream) });
      const joined: { streamId: string; identityId: string }[] = [];
      for (const { stream, identity } of members) {
        const identityId = identities.get(identity.key)?.id;
        if (identityId !== undefined)
          joined.push({ streamId: await streamId(ctx, stream), identityId });
      }
      await insertMembers(ctx, joined);
      const stored = await storeBatch(ctx, job.row.id, arrived, identities);
      await reject(ctx, job.row.id, rejections, rejected);
      const progress = {
        ...stored,
        read: records.length + rejected.length,
        rejected: rejected.length,
        vanished: 0,
        bytesRead,
      };
      ({ isCancelAsked } = await saveProgress(ctx, job.row, progress));
    });
    rejections += rejected.length;
    for (const one of [...known, ...arrived]) seen.get(one.streamId)?.add(one.key);
  };

  const flush = async () => {
    await storing;
    storing = store({ ...batch, bytesRead });
    // The next await reports a failure; until then it must not count as an unhandled rejection.
    storing.catch(() => {});
    batch = empty();
  };

  const add = (read: Exclude<Read, { type: 'covered' | 'progress' }>) => {
    if (read.type === 'member') {
      batch.members.push(read);
      return;
    }
    position += 1;
    const isPassed = position <= job.row.read;
    if (read.type === 'rejected') {
      if (!isPassed) batch.rejected.push(read);
    } else {
      const { record } = read;
      const hash = contentHash(record);
      const key = (record.key ?? keyOf(record.stream.key, hash))
        .slice(0, longestKey)
        .replaceAll('\0', '\ufffd')
        .toWellFormed();
      (isPassed ? batch.passed : batch.records).push({ record, key, hash });
      batch.characters += record.payload.length + record.text.length;
    }
  };

  return {
    get isCancelAsked() {
      return isCancelAsked;
    },
    async take(read) {
      if (read.type === 'progress') {
        bytesRead = read.bytesRead;
        return;
      }
      if (read.type === 'covered') {
        covered.push(read);
        return;
      }
      add(read);
      const count =
        batch.records.length + batch.passed.length + batch.rejected.length + batch.members.length;
      if (count >= batchRecords || batch.characters >= batchCharacters) await flush();
    },
    async finish() {
      bytesRead = Number(job.row.bytes);
      await flush();
      await storing;
      for (const { stream, ...range } of covered) {
        // A stream without a record is complete if all of its items were deleted.
        const id = await streamId(ctx, stream);
        await markVanished(
          ctx,
          job.row.id,
          { ...range, streamId: id, seen: seen.get(id) ?? createSeenKeys() },
          async (ctx, vanished) => {
            await saveProgress(ctx, job.row, {
              read: 0,
              imported: 0,
              duplicates: 0,
              rejected: 0,
              withheld: 0,
              revised: 0,
              marked: 0,
              vanished,
              bytesRead,
            });
          },
        );
      }
    },
    rest: () => storing,
  };
}

/**
 * A person who is removed from an incident during its import must not see the rest of it. Errors:
 * `conflict` if the incident was made private or visible since the import started.
 */
async function refuseIfMoved(
  ctx: Context,
  job: { incident: IncidentRow; source: SourceRow },
): Promise<void> {
  const visibility = await lockVisibility(ctx, job.incident.id);
  if (visibility === job.incident.visibility) return;
  throw new DomainError(
    'conflict',
    `The incident was made ${visibility === 'private' ? 'private' : 'visible to everyone'} during this import. What was stored so far is kept. Import the file again to complete it.`,
  );
}

async function insertMembers(
  ctx: Context,
  members: readonly { streamId: string; identityId: string }[],
): Promise<void> {
  if (members.length === 0) return;
  await sql`
    insert into stream_member (stream_id, identity_id)
    select * from unnest(${members.map((one) => one.streamId)}::uuid[], ${members.map((one) => one.identityId)}::uuid[])
    on conflict do nothing`.execute(ctx.db);
}

async function reject(
  ctx: Context,
  importId: string,
  before: number,
  rejected: { place: string; reason: string; excerpt: string }[],
): Promise<void> {
  if (rejected.length === 0) return;
  const clean = (text: string) => text.replaceAll('\0', '\ufffd').toWellFormed();
  const rows = rejected.map((one, index) => ({
    import_id: importId,
    number: before + index + 1,
    place: clean(one.place),
    reason: clean(one.reason),
    excerpt: clean(one.excerpt).slice(0, 400),
  }));
  await ctx.db.insertInto('import_rejection').values(rows).execute();
}

/**
 * The embedded database has no autovacuum: after an import, updates the planner's statistics and
 * the text index.
 */
export async function settle(ctx: Context): Promise<void> {
  await sql`select gin_clean_pending_list('evidence_search')`.execute(ctx.db);
  await sql`analyze evidence`.execute(ctx.db);
}
