import { readFileSync } from 'node:fs';

// follow-arrows: the contract needs zod alone.
export const text = readFileSync('x', 'utf8');
