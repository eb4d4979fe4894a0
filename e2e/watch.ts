import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';

/** Records what no journey should produce. */
export function watch(context: BrowserContext, faults: string[]): void {
  context.on('weberror', (error) => faults.push(`a page threw ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() === 'error')
      faults.push(`on the console: ${message.text()} (${message.location().url})`);
  });
  context.on('dialog', (dialog) => {
    faults.push(`a dialog of the browser: ${dialog.type()} ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && hostname !== '127.0.0.1')
      faults.push(`a request to ${request.url()}`);
  });
}

/** Screenshots of all pages of a failed journey, in a temporary folder. */
export async function keepScreens(
  contexts: readonly BrowserContext[],
  journey: string,
): Promise<void> {
  const folder = join(tmpdir(), 'debrief-journeys');
  await mkdir(folder, { recursive: true });
  for (const [index, page] of contexts.flatMap((context) => context.pages()).entries()) {
    const path = join(folder, `${journey.replaceAll(/\W+/g, '-').slice(0, 80)}-${index + 1}.png`);
    await page.screenshot({ path, timeout: 5000 }).catch(() => undefined);
    process.stdout.write(`What the page showed: ${path}\n`);
  }
}
