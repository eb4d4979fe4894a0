// `npm run build`: what an installed copy runs. Each step is skipped where it is done already.
import {
  ensureDatabaseBuilt,
  ensureInstalled,
  ensureProgramBuilt,
  ensureWebBuilt,
} from './set-up.mjs';

ensureInstalled();
ensureWebBuilt();
ensureProgramBuilt();
ensureDatabaseBuilt();
