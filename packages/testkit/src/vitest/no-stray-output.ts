import { afterEach, beforeEach } from 'vitest';

/** Output on stderr by a passing test is a fault that no one reads: it fails the test. */
const strays: string[] = [];
const original = { error: console.error, warn: console.warn };

beforeEach(() => {
  strays.length = 0;
  console.error = (...parts: unknown[]) => void strays.push(parts.map(String).join(' '));
  console.warn = (...parts: unknown[]) => void strays.push(parts.map(String).join(' '));
});

afterEach(() => {
  Object.assign(console, original);
  if (strays.length > 0)
    throw new Error(`The test wrote to the error console:\n${strays.join('\n')}`);
});
