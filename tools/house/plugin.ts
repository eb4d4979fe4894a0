import { followArrows, roomFaces, roomOrder } from './arrows.ts';
import { noEnv, noWallClock, oneDoor } from './no-ambient.ts';
import { ownTables } from './tables.ts';
import { wholeWalk } from './verbs.ts';

/** Our own lint rules. The linter loads the default export of a plugin. */
const plugin = {
  meta: { name: 'house' },
  rules: {
    'follow-arrows': followArrows,
    'no-env': noEnv,
    'no-wall-clock': noWallClock,
    'one-door': oneDoor,
    'own-tables': ownTables,
    'room-faces': roomFaces,
    'room-order': roomOrder,
    'whole-walk': wholeWalk,
  },
};
export default plugin;
