// Writes the snapshot of the API: `node tools/openapi.ts`.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildDocument, snapshotPath } from './gates/openapi.ts';
import { root } from './set-up.mjs';

await writeFile(join(root, snapshotPath), await buildDocument(root));
