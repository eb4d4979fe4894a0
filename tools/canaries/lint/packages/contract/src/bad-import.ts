import { readFileSync } from 'node:fs';

// follow-arrows: the contract only depends on zod.
export const text = readFileSync('x', 'utf8');
