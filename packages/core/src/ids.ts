import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

export interface Ids {
  /**
   * A version 7 UUID (RFC 9562): later calls in one process sort after earlier ones, also within a
   * millisecond.
   */
  next(): string;
}

/** Time-ordered ids: 48 bits of milliseconds, 32 bits of a counter, the rest random. */
export function createIds(clock: Clock, random: (size: number) => Buffer = randomBytes): Ids {
  let lastMs = 0;
  let counter = 0;
  return {
    next() {
      const nowMs = clock.now().getTime();
      if (nowMs > lastMs) {
        lastMs = nowMs;
        counter = 0;
      } else {
        counter += 1;
      }
      const bytes = random(16);
      bytes.writeUIntBE(lastMs, 0, 6);
      // 12 bits of the counter next to the version, 20 next to the variant: a million ids per
      // millisecond stay in order.
      bytes.writeUInt16BE(0x7000 | ((counter >>> 18) & 0xfff), 6);
      bytes.writeUInt16BE(0x8000 | ((counter >>> 4) & 0x3fff), 8);
      bytes.writeUInt8(((counter & 0xf) << 4) | (bytes.readUInt8(10) & 0xf), 10);
      const hex = bytes.toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
  };
}
