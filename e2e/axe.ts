import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const Violations = z.array(z.string());

/**
 * WCAG 2.2 AA and axe's own good practice, as far as a program can tell; each finding with the element that it is about.
 * Where a dialog is open it is the dialog that is looked at: what is behind it was looked at without. The schemes differ in nothing but colours, so that in the second one contrast is all that can have changed.
 */
export async function findViolations(
  page: Page,
  about: 'everything' | 'contrast' = 'everything',
): Promise<string[]> {
  const rules = about === 'contrast' ? `runOnly: ['color-contrast'], ` : '';
  // What fades in has the wrong contrast while it does.
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => one.playState !== 'running'),
  );
  if (!(await page.evaluate(() => Reflect.has(globalThis, 'axe')))) await page.evaluate(axe);
  const found: unknown = await page.evaluate(
    `axe.run(document.querySelector('[role=dialog]') ?? document, { ${rules}resultTypes: ['violations'] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 200) + ' ' + (node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''))))`,
  );
  return Violations.parse(found);
}
