/** How well the items of a record match, by item. It is used for each claim after another. */
export class Scores {
  /** The items that match at all. */
  readonly items: number[] = [];
  private readonly values: Float64Array;

  constructor(length: number) {
    this.values = new Float64Array(length);
  }

  /** Zero if it does not match. */
  get(item: number): number {
    return this.values[item] ?? 0;
  }

  /** More than zero. */
  set(item: number, score: number): void {
    if (this.values[item] === 0) this.items.push(item);
    this.values[item] = score;
  }

  /** Only the items with at least this score stay. */
  keep(least: number): void {
    let kept = 0;
    for (const item of this.items)
      if (this.get(item) >= least) this.items[kept++] = item;
      else this.values[item] = 0;
    this.items.length = kept;
  }

  /** Of the item that matches best; zero if none does. */
  best(): number {
    let best = 0;
    for (const item of this.items) best = Math.max(best, this.get(item));
    return best;
  }
}
