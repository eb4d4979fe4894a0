// `npm start`: install, build, serve; each step is skipped if it is already done.
import { join } from 'node:path';
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
  '--max-semi-space-size=8',
  join(root, 'apps', 'cli', 'debrief.mjs'),
  'serve',
  ...process.argv.slice(2),
]);
