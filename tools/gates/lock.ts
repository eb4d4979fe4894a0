import { join } from 'node:path';
import { missingFromLock, readLock } from '../lock.ts';
import { ownGate } from './gate.ts';

/** A lock file without the packages of other systems cannot be installed there. */
export const lockGate = ownGate('lock file', async (root) => {
  const missing = missingFromLock(readLock(join(root, 'package-lock.json')));
  return missing.size === 0
    ? []
    : [`package-lock.json does not lock ${[...missing.keys()].join(', ')}: run node tools/lock.ts`];
});
