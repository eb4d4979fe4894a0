import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownGate } from './gate.ts';

export const snapshotPath = 'docs/openapi.json';
const builderPath = 'apps/server/src/http/openapi.ts';

/**
 * The committed API is the one that the server describes, so that API changes are visible in
 * review.
 */
export const openapiGate = ownGate('OpenAPI', async (root) => {
  const built = await buildDocument(root);
  const committed = existsSync(join(root, snapshotPath))
    ? readFileSync(join(root, snapshotPath), 'utf8')
    : '';
  return built === committed
    ? []
    : [
        `${snapshotPath} differs from what ${builderPath} says: run node tools/openapi.ts and look at the difference`,
      ];
});

export async function buildDocument(root: string): Promise<string> {
  const module: unknown = await import(
    new URL(builderPath, `file://${root.replaceAll('\\', '/')}/`).href
  );
  if (
    typeof module !== 'object' ||
    module === null ||
    !('openApiDocument' in module) ||
    typeof module.openApiDocument !== 'function'
  ) {
    throw new Error(`${builderPath} does not export openApiDocument()`);
  }
  const document: unknown = await Reflect.apply(module.openApiDocument, undefined, []);
  return `${JSON.stringify(document, null, 2)}\n`;
}
