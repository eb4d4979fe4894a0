import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export const record = (page: Page): Locator => page.getByRole('grid', { name: 'Record' });
export const timeline = (page: Page): Locator => page.getByRole('grid', { name: 'Timeline' });

/** Opens an incident and waits until its record is readable. */
export async function openIncident(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await record(page)
    .getByRole('checkbox', { name: /^Select:/ })
    .first()
    .waitFor();
}

/** Waits until the timeline's header shows this number of events. */
export async function hasEvents(page: Page, count: number): Promise<void> {
  await page
    .getByRole('region', { name: 'Timeline' })
    .getByText(count === 1 ? '1 event' : `${count} events`, { exact: true })
    .waitFor();
}

/** The active row, read at once: a row found a moment ago may be gone. */
export async function activeRow(page: Page): Promise<string> {
  return record(page).evaluate(
    (grid) =>
      document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.innerText ?? '',
  );
}

/** Waits until the active row of the record has this text. */
export async function standsOn(page: Page, text: string): Promise<void> {
  await expect.poll(() => activeRow(page), { timeout: 10_000 }).toContain(text);
}

/** The focused element, by the label of a field or else by its own text. */
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

/** The size at which a text of a drawing is shown, in px. */
export function readTextSize(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((text) => {
      const scale = text instanceof SVGGraphicsElement ? (text.getScreenCTM()?.a ?? 0) : 0;
      return scale * parseFloat(getComputedStyle(text).fontSize);
    });
}
