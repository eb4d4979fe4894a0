import type { Evidence } from '@debrief/contract';

export type Replies = 'loading' | readonly Evidence[];

export class OpenThreads {
  version = 0;
  private readonly open = new Map<string, Replies>();
  private readonly listeners = new Set<() => void>();
  private readonly read: (rootId: string) => Promise<readonly Evidence[]>;

  constructor(read: (rootId: string) => Promise<readonly Evidence[]>) {
    this.read = read;
  }

  of(root: Evidence | undefined): Replies | undefined {
    return root && this.open.get(root.itemId);
  }

  find(isIt: (item: Evidence) => boolean): Evidence | undefined {
    return [...this.open.values()]
      .flatMap((replies) => (replies === 'loading' ? [] : replies))
      .find(isIt);
  }

  async show(root: Evidence): Promise<readonly Evidence[]> {
    const known = this.open.get(root.itemId);
    if (known !== undefined && known !== 'loading') return known;
    this.put(root.itemId, 'loading');
    try {
      const replies = await this.read(root.id);
      this.put(root.itemId, replies);
      return replies;
    } catch (error) {
      this.hide(root);
      throw error;
    }
  }

  hide(root: Evidence): void {
    this.open.delete(root.itemId);
    this.changed();
  }

  /**
   * Reads open threads again; one that fails is closed. An item can also be identified by its first
   * revision.
   */
  refresh(): void {
    for (const itemId of this.open.keys()) {
      this.read(itemId).then(
        (replies) => this.open.has(itemId) && this.put(itemId, replies),
        () => (this.open.delete(itemId), this.changed()),
      );
    }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): number => this.version;

  private put(itemId: string, replies: Replies): void {
    this.open.set(itemId, replies);
    this.changed();
  }

  private changed(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}
