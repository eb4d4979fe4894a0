import { docsGate } from './docs.ts';
import { programGate, type Gate } from './gate.ts';
import { lockGate } from './lock.ts';
import { migrationsGate } from './migrations.ts';
import { namesGate } from './names.ts';
import { openapiGate } from './openapi.ts';
import { wordsGate } from './words.ts';

/** All gates, the slow ones first: two run at a time. */
export const gates: Gate[] = [
  programGate('types', 'tsc', ['-p', '.', '--noEmit', '--pretty', 'false']),
  programGate('lint', 'oxlint', ['--format=unix']),
  programGate('dead code', 'knip', ['--no-progress', '--no-config-hints']),
  programGate('format', 'oxfmt', ['--check']),
  openapiGate,
  wordsGate,
  namesGate,
  docsGate,
  migrationsGate,
  lockGate,
];
