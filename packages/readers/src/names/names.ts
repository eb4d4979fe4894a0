import type { IdentityRef, SourceRef, StreamRef } from '../source.ts';

/** What other files of an archive say about people and channels, by the ids of the tool. */
export interface Names {
  people: ReadonlyMap<string, IdentityRef>;
  streams: ReadonlyMap<string, StreamRef>;
  /** The tool that recorded, if these files name it. */
  source: SourceRef | null;
}

const mostNames = 1_000_000;

/** A map that also finds what another one has. */
export class LayeredMap<T> extends Map<string, T> {
  private readonly below: ReadonlyMap<string, T> | undefined;

  constructor(below: ReadonlyMap<string, T> | undefined) {
    super();
    this.below = below;
  }

  override get(key: string): T | undefined {
    return super.get(key) ?? this.below?.get(key);
  }
}

/** Names while files are read: not more than memory can take. */
export class NameList implements Names {
  readonly people = new Map<string, IdentityRef>();
  readonly streams = new Map<string, StreamRef>();
  source: SourceRef | null = null;
  private readonly waiting: (() => void)[] = [];

  /** Runs when all files are read, in any order. */
  later(run: () => void): void {
    if (this.waiting.length < mostNames) this.waiting.push(run);
  }

  finish(): void {
    for (const run of this.waiting.splice(0)) run();
  }

  addPerson(key: string, person: IdentityRef | null): void {
    if (person !== null && this.people.size < mostNames) this.people.set(key, person);
  }

  addStream(key: string, stream: StreamRef | null): void {
    if (stream !== null && this.streams.size < mostNames) this.streams.set(key, stream);
  }
}
