/** Longer than this, no one expects a key to be answered. */
const waitMs = 3000;

/**
 * Keys that are pressed while the page or a list is on its way to another row. They wait until the
 * row is current, because they mean that row and not the one before it. If the way is too long, they
 * are dropped.
 */
export class KeyQueue {
  private readonly moves = new Set<string>();
  private waiting: (() => void)[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  startMove(name: string): void {
    this.moves.add(name);
  }

  endMove(name: string): void {
    if (!this.moves.delete(name) || this.moves.size > 0) return;
    const keys = this.waiting;
    this.drop();
    while (keys.length > 0 && this.moves.size === 0) keys.shift()?.();
    // A key can start another move, for which the rest waits.
    for (const run of keys) this.add(run);
  }

  get isMoving(): boolean {
    return this.moves.size > 0;
  }

  /** A list, and not only the URL. */
  get isListMoving(): boolean {
    return [...this.moves].some((name) => name !== 'page');
  }

  get isWaiting(): boolean {
    return this.waiting.length > 0;
  }

  add(run: () => void): void {
    this.waiting.push(run);
    this.timer ??= setTimeout(() => this.drop(), waitMs);
  }

  /** The row that the keys mean can't be shown. */
  drop(): void {
    this.waiting = [];
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

export const keyQueue = new KeyQueue();
