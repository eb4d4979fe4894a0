/** The keys in a file, eight bytes each, to find out at the end which known ones it lacks. */
export interface SeenKeys {
  add(key: string): void;
  /** True for every added key; false positives have a chance of 1 in 2^53. */
  has(key: string): boolean;
}

/** A growing list of 53-bit hashes, sorted at the first lookup. */
export function createSeenKeys(): SeenKeys {
  let hashes = new Float64Array(1024);
  let count = 0;
  let isSorted = false;
  return {
    add(key) {
      if (count === hashes.length) {
        const larger = new Float64Array(count * 2);
        larger.set(hashes);
        hashes = larger;
      }
      hashes[count] = hash53(key);
      count += 1;
      isSorted = false;
    },
    has(key) {
      if (!isSorted) {
        hashes.subarray(0, count).sort();
        isSorted = true;
      }
      const wanted = hash53(key);
      let low = 0;
      let high = count - 1;
      while (low <= high) {
        const middle = (low + high) >>> 1;
        const found = hashes[middle] ?? 0;
        if (found === wanted) return true;
        if (found < wanted) low = middle + 1;
        else high = middle - 1;
      }
      return false;
    },
  };
}

/** Two rounds of multiply-and-mix over the UTF-16 units (known as cyrb53). */
function hash53(text: string): number {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 2654435761);
    two = Math.imul(two ^ unit, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return 4294967296 * (2097151 & two) + (one >>> 0);
}
