import { cacheNight } from './chinese.ts';
import {
  commander,
  dataLedger,
  failedMigration,
  onCallAlias,
  staffRetries,
  supportVoice,
} from './english.ts';
import type { Exemplar } from './exemplar.ts';

export type { Exemplar, ExemplarClaim } from './exemplar.ts';

export const exemplars: readonly Exemplar[] = [
  onCallAlias,
  dataLedger,
  commander,
  failedMigration,
  supportVoice,
  staffRetries,
  cacheNight,
];
