import type { secret } from '../evidence/index.ts';
import { addToTimeline } from '../no-order/index.ts';

// room-order: a later room, also in a type; a room without a place in the order.
export type Secret = typeof secret | ReturnType<typeof addToTimeline>;
export type Bundle = import('../bundle/index.ts').Bundle;
