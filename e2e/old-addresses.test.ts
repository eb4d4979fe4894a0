import { expect, test } from 'vitest';
import { standingDesk } from './desk.ts';

const desk = standingDesk();

test.each([['/incidents/INC-1/inquiry?new=decision#top', '/incidents/INC-1/investigation']])(
  'the URL %s of an earlier version leads to its page',
  async (old, current) => {
    const page = await desk().page();
    await page.goto(old);
    await expect.poll(() => new URL(page.url()).pathname).toBe(current);
    expect(new URL(page.url()).search).toContain('new=decision');
    expect(new URL(page.url()).hash).toBe('#top');
  },
);

test('an unknown address says so, and keeps the navigation', async () => {
  const page = await desk().page();
  await page.goto('/no-page');
  await page.getByText('Page not found').waitFor();
  await page
    .getByRole('navigation', { name: 'Rooms' })
    .getByRole('link', { name: 'Library' })
    .click();
  await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
});
