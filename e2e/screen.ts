import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export const record = (page: Page): Locator => page.getByRole('grid', { name: 'Record' });
export const timeline = (page: Page): Locator => page.getByRole('grid', { name: 'Timeline' });

/** Opens an incident and waits until its record can be read. */
export async function openIncident(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await record(page)
    .getByRole('checkbox', { name: /^Select:/ })
    .first()
    .waitFor();
}

/** How many events the head of the timeline says that there are. */
export async function hasEvents(page: Page, count: number): Promise<void> {
  await page
    .getByRole('region', { name: 'Timeline' })
    .getByText(count === 1 ? '1 event' : `${count} events`, { exact: true })
    .waitFor();
}

/** The row that the keyboard stands on, in one look: a row that was named a moment ago may be gone. */
export async function activeRow(page: Page): Promise<string> {
  return record(page).evaluate(
    (grid) =>
      document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.innerText ?? '',
  );
}

/** Stands in the record on the row with this text, having come from above. */
export async function standsOn(page: Page, text: string): Promise<void> {
  await expect.poll(() => activeRow(page), { timeout: 10_000 }).toContain(text);
}

/** What has the focus, by the label of a field or else by its own words. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const one = document.activeElement;
    if (
      one instanceof HTMLInputElement ||
      one instanceof HTMLSelectElement ||
      one instanceof HTMLTextAreaElement
    )
      return (
        one.getAttribute('aria-label') ?? one.labels?.[0]?.innerText.trim().split('\n')[0] ?? ''
      );
    return one instanceof HTMLElement ? (one.getAttribute('aria-label') ?? one.innerText) : '';
  });
}
