import {
  ChangeEvent,
  MergeEvents,
  PromoteEvent,
  RemoveEvent,
  SplitEvent,
  TimelineEvent,
  type Problem,
  type TimelineChange,
} from '@debrief/contract';
import { z } from 'zod';
import { changedFields } from './conflict.ts';
import { nextToSend, rebased, type Ask, type Unsaved } from './unsaved.ts';

export interface QueueDeps {
  send: (ask: Ask) => Promise<TimelineChange>;
  problemOf: (error: unknown) => Problem;
  onSaved: (change: TimelineChange, key: string) => void;
  /** Keeps the queue through a reload. */
  keep: { read: () => string | null; write: (text: string) => void };
  later: (run: () => void, ms: number) => void;
}

const kept = z.array(
  z.object({
    key: z.string(),
    state: z.enum(['waiting', 'sending', 'refused', 'conflict']),
    problem: z.string().nullable(),
    theirs: TimelineEvent.nullable(),
    ask: z.discriminatedUnion('verb', [
      z.object({
        verb: z.literal('promote'),
        input: PromoteEvent.extend({ id: z.string() }),
        guess: TimelineEvent,
      }),
      z.object({
        verb: z.literal('change'),
        input: ChangeEvent,
        base: TimelineEvent,
        guess: TimelineEvent,
      }),
      z.object({ verb: z.literal('remove'), input: RemoveEvent }),
      z.object({ verb: z.literal('merge'), input: MergeEvents, guess: TimelineEvent }),
      z.object({ verb: z.literal('split'), input: SplitEvent, guess: TimelineEvent }),
    ]),
  }),
);

const retryMs = [1000, 2000, 5000, 10_000];

/** Changes on their way to the server: one at a time, kept through a reload, sent again when the connection is back. */
export class UnsavedQueue {
  queue: readonly Unsaved[];
  /** True from the first change that could not be sent until one could. */
  isCutOff = false;
  private failures = 0;
  private made = 0;
  private readonly deps: QueueDeps;
  private readonly listeners = new Set<() => void>();

  constructor(deps: QueueDeps) {
    this.deps = deps;
    this.queue = readKept(deps.keep.read());
    this.made = this.queue.length;
    void this.send();
  }

  add(ask: Ask): string {
    const key = `${(this.made += 1)} ${ask.verb}`;
    this.put([...this.queue, { key, ask, state: 'waiting', problem: null, theirs: null }]);
    void this.send();
    return key;
  }

  /** Sends a refused change again; one that others got in the way of, against what they made of the event. */
  retry(key: string): void {
    this.put(
      this.queue.map((one) =>
        one.key === key
          ? {
              ...one,
              ask: against(one.ask, one.theirs),
              state: 'waiting',
              problem: null,
              theirs: null,
            }
          : one,
      ),
    );
    void this.send();
  }

  drop(key: string): void {
    this.put(this.queue.filter((one) => one.key !== key));
    void this.send();
  }

  /** Takes back a change (or the newest) that has not left yet; what waits for a person's choice stays. */
  takeBack(key?: string): Unsaved | null {
    const last = this.queue.findLast(
      (one) => one.state === 'waiting' && (key === undefined || one.key === key),
    );
    if (last) this.drop(last.key);
    return last ?? null;
  }

  /** Resolves once nothing is on its way: until then nobody knows what the newest change was. */
  async arrived(): Promise<void> {
    while (this.queue.some((one) => one.state === 'sending')) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const stop = this.subscribe(resolve);
      await promise;
      stop();
    }
  }

  /** The connection may be back: try at once. */
  async send(): Promise<void> {
    const next = nextToSend(this.queue);
    if (!next) return;
    this.put(this.queue.map((one) => (one === next ? { ...one, state: 'sending' } : one)));
    try {
      this.saved(next, await this.deps.send(next.ask));
    } catch (error) {
      this.failed(next, error);
    }
    if (!this.isCutOff) await this.send();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): readonly Unsaved[] => this.queue;

  private saved(sent: Unsaved, change: TimelineChange): void {
    this.failures = 0;
    this.isCutOff = false;
    // What is saved is on the screen before it leaves the queue: it must not flicker back for a moment.
    this.deps.onSaved(change, sent.key);
    this.put(
      rebased(
        this.queue.filter((one) => one.key !== sent.key),
        change.events,
        sent.ask,
      ),
    );
  }

  private failed(sent: Unsaved, error: unknown): void {
    const problem = this.deps.problemOf(error);
    const theirs = TimelineEvent.safeParse(problem.current).data ?? null;
    if (problem.code === 'unavailable' || problem.status === 0) {
      this.isCutOff = true;
      this.mark(sent, { state: 'waiting', problem: problem.detail });
      this.deps.later(
        () => void this.send(),
        retryMs[Math.min(this.failures, retryMs.length - 1)] ?? 10_000,
      );
      this.failures += 1;
      return;
    }
    this.isCutOff = false;
    if (problem.code === 'conflict' && theirs && isAlready(sent.ask, theirs))
      return this.saved(sent, { events: [theirs], removed: [], activityId: '' });
    const isConflict = problem.code === 'conflict' && sent.ask.verb === 'change' && theirs !== null;
    this.mark(sent, {
      state: isConflict ? 'conflict' : 'refused',
      problem: problem.detail,
      theirs,
    });
  }

  private mark(sent: Unsaved, news: Partial<Unsaved>): void {
    this.put(this.queue.map((one) => (one.key === sent.key ? { ...one, ...news } : one)));
  }

  private put(queue: readonly Unsaved[]): void {
    this.queue = queue;
    this.deps.keep.write(JSON.stringify(queue));
    for (const listener of this.listeners) listener();
  }
}

function readKept(text: string | null): Unsaved[] {
  if (text === null) return [];
  try {
    const parsed = kept.safeParse(JSON.parse(text));
    // What was on its way when the page went may or may not have arrived: the same request again does no harm.
    return parsed.success
      ? parsed.data.map((one) => ({
          ...one,
          state: one.state === 'sending' ? 'waiting' : one.state,
        }))
      : [];
  } catch {
    return [];
  }
}

/** The answer to a change was lost, but the change was not: the event already is what was asked for. */
function isAlready(ask: Ask, theirs: TimelineEvent): boolean {
  return (
    ask.verb === 'change' && changedFields(theirs, ask.guess).every((name) => !(name in ask.input))
  );
}

function against(ask: Ask, theirs: TimelineEvent | null): Ask {
  if (!theirs || ask.verb === 'promote') return ask;
  if (ask.verb === 'change')
    return { ...ask, base: theirs, input: { ...ask.input, version: theirs.version } };
  if (ask.verb === 'remove') return { ...ask, input: { ...ask.input, version: theirs.version } };
  if (ask.verb === 'split') return { ...ask, input: { ...ask.input, version: theirs.version } };
  return {
    ...ask,
    input: {
      ...ask.input,
      events: ask.input.events.map((one) =>
        one.id === theirs.id ? { id: one.id, version: theirs.version } : one,
      ),
    },
  };
}
