// `npm test`: installs, then runs everything on the pinned Node.
import { join } from 'node:path';
import { ensureInstalled, root, runPinned } from './set-up.mjs';

ensureInstalled();
runPinned([join(root, 'tools', 'run-tests.ts'), ...process.argv.slice(2)]);
