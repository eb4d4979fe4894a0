import type { Problem } from '@debrief/contract';
import { toProblem } from '../api.ts';
import type { Connection } from './connection.ts';

/** One request to change something. */
export interface Ask {
  verb: string;
}
export interface Version {
  id: string;
  version: number;
}

export interface WriteKind<A extends Ask, Answer, T extends Version> {
  name: string;
  /** The objects that an ask changes, with the versions it is based on; 0 for a new object. */
  touches: (ask: A) => readonly Version[];
  /** The same ask based on other versions. */
  against: (ask: A, versionOf: (object: Version) => number) => A;
  send: (ask: A) => Promise<Answer>;
  /** The current objects of a response. */
  objects: (answer: Answer) => readonly T[];
  /** The object in the error of a conflict, if it has another shape than `T`. */
  current?: (current: unknown) => T | undefined;
  /** The response to a change that the server had already made. */
  answerWith: (object: T) => Answer;
  /**
   * Rebases a change on what others saved: `same` if they made the same change, null if a person
   * has to decide.
   */
  merge: (ask: A, theirs: T) => A | 'same' | null;
}

export interface Write<A extends Ask, T> {
  key: string;
  ask: A;
  /**
   * `waiting` is sent next, or when the server is reachable again; `refused` and `conflict` wait
   * for a person.
   */
  state: 'waiting' | 'sending' | 'refused' | 'conflict';
  problem: string | null;
  /** On a conflict: the server's version of the object. */
  theirs: T | null;
}

export interface WriteDeps<Answer, T> {
  /** Keeps the queue through a reload. */
  storage: { read: () => string | null; write: (text: string) => void };
  onSaved: (answer: Answer, key: string) => void;
  /** Called on a rejection, with the server's object after a conflict. */
  onRefused: (theirs: T | undefined) => void;
  connection: Connection;
}

const lostCode: Problem['code'] = 'unavailable';

/**
 * Pending changes. Changes of one object are sent in order; all survive a reload, wait for a lost
 * connection, and are merged with others' changes. Each ends when it is saved or dropped.
 */
export class Writes<A extends Ask, Answer, T extends Version> {
  private list: readonly Write<A, T>[];
  private count = 0;
  private readonly ownVersions = new Map<string, number>();
  private readonly attended = new Map<string, (outcome: null) => void>();
  private readonly listeners = new Set<() => void>();
  private readonly kind: WriteKind<A, Answer, T>;
  private readonly deps: WriteDeps<Answer, T>;

  constructor(kind: WriteKind<A, Answer, T>, deps: WriteDeps<Answer, T>) {
    this.kind = kind;
    this.deps = deps;
    this.list = readKept(kind, deps.storage.read());
    this.count = Math.max(0, ...this.list.map(({ key }) => Number.parseInt(key, 10) || 0));
    for (const { key } of this.list) this.start(key);
  }

  snapshot = (): readonly Write<A, T>[] => this.list;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Sends a change; a rejected one waits for a person. */
  add(ask: A): string {
    const key = this.enqueue(ask);
    this.start(key);
    return key;
  }

  /**
   * Sends a change for a form that stays open: the form shows a rejection. Null if the change waits
   * for the connection.
   */
  async attend(ask: A): Promise<Answer | null> {
    const key = this.enqueue(ask);
    const { promise: kept, resolve } = Promise.withResolvers<null>();
    this.attended.set(key, resolve);
    return Promise.race([this.run(key), kept]);
  }

  /** Sends a rejected change again, optionally as another ask. */
  retry(key: string, ask?: A): void {
    const write = this.list.find((one) => one.key === key);
    if (!write) return;
    const next = ask ?? against(this.kind, write);
    this.mark(key, { ask: next, state: 'waiting', problem: null, theirs: null });
  }

  drop(key: string): void {
    this.put(this.list.filter((write) => write.key !== key));
  }

  /** Drops a change (or the newest) that was not sent yet; one that waits for a person stays. */
  takeBack(key?: string): Write<A, T> | null {
    const last = this.list.findLast(
      (write) => write.state === 'waiting' && (key === undefined || write.key === key),
    );
    if (last) this.drop(last.key);
    return last ?? null;
  }

  /** Resolves when no request is open: until then the newest change is unknown. */
  arrived(): Promise<void> {
    return this.until(() => !this.list.some((write) => write.state === 'sending'));
  }

  private enqueue(ask: A): string {
    const key = `${(this.count += 1)} ${ask.verb}`;
    this.put([...this.list, { key, ask, state: 'waiting', problem: null, theirs: null }]);
    return key;
  }

  private start(key: string): void {
    // A failure without a form stays in the list. Only a dropped write ends without a response.
    this.run(key).catch(() => null);
  }

  /** Null if the write was dropped before it was saved. */
  private async run(key: string): Promise<Answer | null> {
    for (;;) {
      await this.until(() => !this.isHeld(key));
      const write = this.list.find((one) => one.key === key);
      if (!write) return null;
      this.mark(key, { state: 'sending' });
      const answer = await this.send(write);
      if (answer) return answer;
    }
  }

  private async send(write: Write<A, T>): Promise<Answer | null> {
    try {
      const ask = this.kind.against(write.ask, this.versionOf);
      const answer = await this.kind.send(ask);
      this.deps.connection.answered();
      return this.saved({ ...write, ask }, answer);
    } catch (error) {
      return this.failed(write, error);
    }
  }

  /** Whether it waits for a person, or for an older change of the same object. */
  private isHeld(key: string): boolean {
    const at = this.list.findIndex((one) => one.key === key);
    const write = this.list[at];
    if (!write) return false;
    if (write.state === 'refused' || write.state === 'conflict') return true;
    const ids = new Set(this.kind.touches(write.ask).map(({ id }) => id));
    const touchesSame = (older: Write<A, T>) =>
      this.kind.touches(older.ask).some(({ id }) => ids.has(id));
    return this.list.slice(0, at).some(touchesSame);
  }

  private async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const stop = this.subscribe(resolve);
      await promise;
      stop();
    }
  }

  private saved(write: Write<A, T>, answer: Answer): Answer {
    const made = new Map(this.kind.objects(answer).map(({ id, version }) => [id, version]));
    for (const { id, version } of this.kind.touches(write.ask)) {
      const next = made.get(id);
      if (next !== undefined) this.ownVersions.set(`${id} ${version}`, next);
    }
    // Saved changes appear on the screen before they leave the queue, so that nothing flickers.
    this.deps.onSaved(answer, write.key);
    this.attended.delete(write.key);
    this.put(this.list.filter((one) => one.key !== write.key));
    return answer;
  }

  /**
   * Returns the response if the change was made after all; otherwise prepares the write to be sent
   * again.
   */
  private async failed(write: Write<A, T>, error: unknown): Promise<Answer | null> {
    const problem = toProblem(error);
    const { key } = write;
    const attended = this.attended.get(key);
    if (problem.code === lostCode || problem.status === 0) {
      this.mark(key, { state: 'waiting', problem: problem.detail });
      attended?.(null);
      this.attended.delete(key);
      await this.deps.connection.retry();
      return null;
    }
    this.deps.connection.answered();
    const theirs = problem.code === 'conflict' ? this.readCurrent(problem.current) : undefined;
    const { ask } = write;
    const merged = theirs ? this.kind.merge(ask, theirs) : null;
    if (theirs && merged === 'same') return this.saved(write, this.kind.answerWith(theirs));
    if (merged !== null && merged !== 'same') {
      this.mark(key, { ask: merged, state: 'waiting' });
      return null;
    }
    this.deps.onRefused(theirs);
    if (attended) {
      this.attended.delete(key);
      this.put(this.list.filter((one) => one.key !== key));
      throw error;
    }
    const state = theirs && ask.verb === 'change' ? 'conflict' : 'refused';
    this.mark(key, { state, problem: problem.detail, theirs: theirs ?? null });
    return null;
  }

  /**
   * The version that our own responses made of this one, so that we do not conflict with ourselves.
   */
  private versionOf = ({ id, version }: Version): number => {
    const next = this.ownVersions.get(`${id} ${version}`);
    return next === undefined || next <= version ? version : this.versionOf({ id, version: next });
  };

  /** The server answers a conflict with the object that the request is about. */
  private readCurrent(current: unknown): T | undefined {
    if (this.kind.current) return this.kind.current(current);
    return isVersion(current) ? (current as T) : undefined;
  }

  private mark(key: string, news: Partial<Write<A, T>>): void {
    this.put(this.list.map((write) => (write.key === key ? { ...write, ...news } : write)));
  }

  private put(list: readonly Write<A, T>[]): void {
    this.list = list;
    const kept = list.map((write) => ({
      ...write,
      ask: this.kind.against(write.ask, this.versionOf),
    }));
    this.deps.storage.write(JSON.stringify(kept));
    for (const listener of this.listeners) listener();
  }
}

/** A rejected ask, rebased on the version from the server's error. */
function against<A extends Ask, Answer, T extends Version>(
  kind: WriteKind<A, Answer, T>,
  { ask, theirs }: Write<A, T>,
): A {
  if (!theirs) return ask;
  return kind.against(ask, ({ id, version }) => (id === theirs.id ? theirs.version : version));
}

function readKept<A extends Ask, Answer, T extends Version>(
  kind: WriteKind<A, Answer, T>,
  text: string | null,
): Write<A, T>[] {
  try {
    // This tab stored them, so they have the type of the kind, unless an update changed it.
    const stored = JSON.parse(text ?? '[]') as Write<A, T>[];
    const read = stored.filter(({ ask }) =>
      kind.touches(ask).every(({ id }) => typeof id === 'string'),
    );
    // A request that was open when the page closed may or may not have arrived: repeating it does
    // no harm.
    return read.map((write) => ({
      ...write,
      state: write.state === 'sending' ? 'waiting' : write.state,
    }));
  } catch {
    return [];
  }
}

function isVersion(current: unknown): current is Version {
  return typeof current === 'object' && current !== null && 'id' in current && 'version' in current;
}
