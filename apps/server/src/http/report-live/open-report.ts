import {
  foldReport,
  keepWriting,
  mostUpdates,
  reportChanges,
  writingMs,
} from '@debrief/core/report';
import { DomainError } from '@debrief/contract';
import type { Actor, Context } from '@debrief/core/context';
import { setTimeout as pause } from 'node:timers/promises';
import {
  applyUpdate,
  convertUpdateFormatV2ToV1,
  mergeUpdates,
  mergeUpdatesV2,
  transact,
  type Doc,
} from 'yjs';
import type { Deps } from '../../deps.ts';
import { createContext } from '../auth.ts';

/** Changes wait this long for others, so that fast typing is one row. */
const gatherMs = 12;
const longestRetryMs = 2_000;

/** The origin of changes that other processes saved: shown to everyone here and not saved again. */
export const remoteOrigin = { source: 'redis' } as const;

interface Batch {
  changes: { update: Uint8Array; actor: Actor }[];
  done: PromiseWithResolvers<void>;
}

/**
 * A report in this process's memory: typing here is saved to the database, typing elsewhere is read
 * from it.
 */
export class OpenReport {
  readonly #deps: Deps;
  readonly incidentId: string;
  readonly #doc: Doc;
  /** Called when a change was rejected: memory then differs from what is saved. */
  readonly #refused: () => void;
  #seq = -1;
  #next: Batch = newBatch();
  #inFlight: Batch | null = null;
  #timer: NodeJS.Timeout | null = null;
  #reading: Promise<void> | null = null;
  #isBehind = false;
  #isEnded = false;
  #rows = 0;
  readonly #noted = new Map<string, number>();

  constructor(deps: Deps, incidentId: string, doc: Doc, refused: () => void) {
    this.#deps = deps;
    this.incidentId = incidentId;
    this.#doc = doc;
    this.#refused = refused;
  }

  /** Takes a change that was made here. */
  take(update: Uint8Array, actor: Actor): void {
    this.#next.changes.push({ update, actor });
    if (this.#inFlight === null) this.#timer ??= setTimeout(() => void this.#save(), gatherMs);
  }

  /**
   * Resolves when everything taken so far is committed; null if it already is. Rejects if some of
   * it was rejected.
   */
  saved(): Promise<void> | null {
    if (this.#next.changes.length > 0) return this.#next.done.promise;
    return this.#inFlight?.done.promise ?? null;
  }

  /** Like `saved`, without waiting for others. */
  async flush(): Promise<void> {
    if (this.#inFlight === null && this.#next.changes.length > 0) void this.#save();
    await this.saved();
  }

  async #save(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const batch = this.#next;
    this.#next = newBatch();
    this.#inFlight = batch;
    const failure = await this.#keep(batch).then(
      () => null,
      (error: unknown) => error,
    );
    this.#inFlight = null;
    if (failure === null) batch.done.resolve();
    else {
      batch.done.reject(failure);
      this.#deps.log.warn(
        { err: failure, incidentId: this.incidentId },
        'refused a change to a report',
      );
      this.#refused();
    }
    if (this.#next.changes.length > 0) void this.#save();
    if (this.#isBehind) void this.catchUp();
    if (this.#rows > mostUpdates) void this.fold(mostUpdates);
  }

  /** Saves a batch, merging changes by writer; retries while the database is unavailable. */
  async #keep(batch: Batch): Promise<void> {
    let refusal: Error | null = null;
    for (const { update, actor } of byActor(batch)) {
      const ctx = createContext(this.#deps, actor, null);
      for (let waitMs = 50; ; waitMs = Math.min(longestRetryMs, waitMs * 2)) {
        try {
          await this.#keepOne(ctx, update);
          break;
        } catch (error) {
          if (isRefusal(error) || this.#isEnded) {
            refusal = error instanceof Error ? error : new Error('not saved', { cause: error });
            break;
          }
          this.#deps.log.warn(
            { err: error, incidentId: this.incidentId },
            'could not save a change to a report yet',
          );
          await pause(waitMs);
        }
      }
    }
    if (refusal !== null) throw refusal;
  }

  async #keepOne(ctx: Context, update: Uint8Array): Promise<void> {
    const who = JSON.stringify(
      ctx.actor.type === 'account' || ctx.actor.type === 'key'
        ? ctx.actor.accountId
        : ctx.actor.type,
    );
    const now = ctx.clock.now().getTime();
    const isNoted = now - (this.#noted.get(who) ?? -Infinity) < writingMs;
    const { previous, last } = await keepWriting(ctx, {
      incident: this.incidentId,
      update,
      isNoted,
    });
    if (!isNoted) this.#noted.set(who, now);
    this.#rows += 1;
    if (previous === this.#seq) this.#seq = last;
    else this.#isBehind = true;
  }

  /**
   * Handles a notification that change `seq` was saved (null: notifications may have been missed).
   */
  hear(seq: number | null): void {
    if (seq !== null && seq <= this.#seq) return;
    this.#isBehind = true;
    // The number of our own change is known when it is saved.
    if (this.#inFlight === null) void this.catchUp();
  }

  /**
   * Applies what was saved since; retries on failure. Errors: only the first time, as
   * `reportChanges`.
   */
  catchUp(): Promise<void> {
    this.#isBehind = true;
    this.#reading ??= this.#read().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #read(): Promise<void> {
    while (this.#isBehind && !this.#isEnded) {
      this.#isBehind = false;
      const isFirst = this.#seq === -1;
      try {
        const ctx = createContext(this.#deps, { type: 'system', name: 'Debrief' }, null);
        const { updates, seq } = await reportChanges(ctx, {
          incident: this.incidentId,
          after: this.#seq,
        });
        if (this.#isEnded) return;
        transact(
          this.#doc,
          () => updates.forEach((update) => applyUpdate(this.#doc, update, remoteOrigin)),
          remoteOrigin,
        );
        this.#rows += updates.length;
        this.#seq = Math.max(this.#seq, seq);
      } catch (error) {
        if (isFirst) throw error;
        this.#isBehind = true;
        this.#deps.log.warn(
          { err: error, incidentId: this.incidentId },
          'could not read changes to a report yet',
        );
        await pause(500);
      }
    }
  }

  async fold(atLeast: number): Promise<void> {
    this.#rows = 0;
    const ctx = createContext(this.#deps, { type: 'system', name: 'Debrief' }, null);
    await foldReport(ctx, { incident: this.incidentId, atLeast }).catch((error: unknown) =>
      this.#deps.log.warn(
        { err: error, incidentId: this.incidentId },
        'could not merge the changes to a report yet',
      ),
    );
  }

  /** Stops reading and retrying. */
  end(): void {
    this.#isEnded = true;
    if (this.#timer) clearTimeout(this.#timer);
  }
}

/** Changes that need ones which have not arrived; null if there are none. */
export function changesThatWait({ store }: Doc): Uint8Array | null {
  const waiting = [store.pendingStructs?.update, store.pendingDs].filter(
    (update) => update !== null && update !== undefined,
  );
  return waiting.length === 0 ? null : convertUpdateFormatV2ToV1(mergeUpdatesV2(waiting));
}

function newBatch(): Batch {
  const done = Promise.withResolvers<void>();
  // Callers that wait for it get the error; often there are none.
  done.promise.catch(() => {});
  return { changes: [], done };
}

/** One merged change for each run of one writer: later changes can depend on earlier ones. */
function byActor(batch: Batch): { update: Uint8Array; actor: Actor }[] {
  const runs: { updates: Uint8Array[]; actor: Actor }[] = [];
  for (const { update, actor } of batch.changes) {
    const last = runs.at(-1);
    if (last?.actor === actor) last.updates.push(update);
    else runs.push({ updates: [update], actor });
  }
  return runs.map(({ updates, actor }) => ({
    update: updates.length === 1 ? (updates[0] ?? new Uint8Array()) : mergeUpdates(updates),
    actor,
  }));
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof DomainError)) return false;
  // An archived incident refuses; a conflict in the database has a cause, and passes.
  if (error.code === 'conflict') return error.cause === undefined;
  return ['not-found', 'forbidden', 'not-signed-in', 'too-large', 'invalid'].includes(error.code);
}
