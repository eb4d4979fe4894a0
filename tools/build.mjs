// `npm run build`: what an installed copy runs. A step that is already done is skipped.
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
