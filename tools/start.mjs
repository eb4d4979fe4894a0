// `npm start`: install, build, serve; each step is skipped if it is already done.
import { join } from 'node:path';
import { nodeMemory } from '../apps/cli/node-memory.mjs';
import {
  ensureDatabaseBuilt,
  ensureInstalled,
  ensureProgramBuilt,
  ensureWebBuilt,
  root,
  runPinned,
  say,
} from './set-up.mjs';

ensureInstalled();
ensureWebBuilt();
ensureProgramBuilt();
ensureDatabaseBuilt();
say('Starting Debrief …');
runPinned([
  ...nodeMemory.args,
  join(root, 'apps', 'cli', 'debrief.mjs'),
  'serve',
  ...process.argv.slice(2),
]);
