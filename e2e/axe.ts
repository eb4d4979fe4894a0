import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const Violations = z.array(z.string());

/**
 * WCAG 2.2 AA and axe's best practices, as far as a program can check; each finding with its
 * element. An open dialog is checked on its own: the page behind it was checked without it.
 * The guards around a menu pass focus on, and never keep it.
 */
export async function findViolations(page: Page): Promise<string[]> {
  // Contrast is wrong during a fade-in.
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => one.playState !== 'running'),
  );
  if (!(await page.evaluate(() => Reflect.has(globalThis, 'axe')))) await page.evaluate(axe);
  const found: unknown = await page.evaluate(
    `axe.run({ include: document.querySelector('[role=dialog]') ?? document, exclude: '[data-base-ui-focus-guard]' }, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 200) + ' ' + (node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''))))`,
  );
  return Violations.parse(found);
}
