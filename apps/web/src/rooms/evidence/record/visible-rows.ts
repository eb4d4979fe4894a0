import type { Range } from './page-range.ts';

/**
 * The visible rows. Stored outside React state, so that scrolling renders only the rows and the
 * strip.
 */
export class VisibleRows {
  range: Range = { first: 0, last: 0 };
  direction: 'on' | 'back' = 'on';
  private readonly listeners = new Set<() => void>();

  /** True if it changed. */
  at(first: number, last: number): boolean {
    if (first === this.range.first && last === this.range.last) return false;
    this.direction = first < this.range.first ? 'back' : 'on';
    this.range = { first, last };
    for (const listener of this.listeners) listener();
    return true;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): Range => this.range;
}
