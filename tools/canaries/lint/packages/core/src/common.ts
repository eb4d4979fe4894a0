// room-order: a file outside the rooms imports a room.
export { secret } from './evidence/index.ts';
