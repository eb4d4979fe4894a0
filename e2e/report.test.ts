import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk, type Person } from './desk.ts';
import { chat, importIntoNewIncident } from './import-file.ts';

const incident = 'INC-1';
const address = `/incidents/${incident}/report`;
const desk = standingDesk();
let page: Page;
let rita: Person;
beforeAll(async () => {
  rita = await desk().invite('Rita', 'editor');
  const { client } = desk().debrief;
  const { items } = await client.evidence.record({ incident, limit: 3 });
  await client.timeline.add({
    incident,
    title: 'The alias was found misconfigured',
    citations: items.slice(0, 1).map(({ id }) => ({ evidenceId: id })),
  });
  await client.timeline.add({
    incident,
    title: 'Vendors report missing listings',
    citations: items.slice(1, 2).map(({ id }) => ({ evidenceId: id })),
  });
});
beforeEach(async () => {
  page = await desk().page();
});

const report = async () => desk().debrief.client.report.read({ incident });
const text = (one: Page) => one.getByRole('textbox', { name: 'Report' });
const section = (one: Page, kind: string) => one.locator(`section[data-kind="${kind}"]`);
const waitUntilSaved = (one: Page) => one.getByText('Saved', { exact: true }).waitFor();
/** The server's text of a section. */
const readStored = async (kind: string) =>
  JSON.stringify((await report()).document.content.find((one) => one.attrs.kind === kind));
async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
/** Opens the report and puts the caret in the first line of its first section. */
async function write(one: Page = page): Promise<void> {
  await one.goto(address);
  await text(one).waitFor();
  await text(one).focus();
  await expect.poll(() => caretIn(one)).toMatch(/^summary (P|H3)$/);
  // The editor takes the focus in two steps; people are slower than both.
  await one.waitForTimeout(150);
}
function caretIn(one: Page): Promise<string> {
  return one.evaluate(() => {
    const { anchorNode } = getSelection() ?? { anchorNode: null };
    const element = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement;
    return `${element?.closest<HTMLElement>('section[data-kind]')?.dataset['kind']} ${element?.closest('p, h2, h3, li')?.tagName}`;
  });
}

test('a report is started, written and saved only with the keyboard', async () => {
  await page.goto(`/incidents/${incident}/people`);
  await page.getByRole('button', { name: 'More for this incident' }).waitFor();
  await press('g', 'o');
  await page.getByRole('button', { name: /Start the report/ }).waitFor();
  await press('n');
  await text(page).waitFor();
  await text(page).focus();
  await expect.poll(() => caretIn(page)).toBe('summary P');
  await page.keyboard.type('Listings were not found for two days. ');
  await waitUntilSaved(page);
  await expect.poll(() => readStored('summary')).toContain('Listings were not found for two days.');
  // Sentences that state a fact without a citation are listed next to the text; selecting one
  // selects its words.
  const uncited = page
    .getByRole('region', { name: 'Sentences without citations' })
    .getByRole('button', { name: /Listings were not found/ });
  await uncited.focus();
  await press('Enter');
  await expect
    .poll(() => page.evaluate(() => getSelection()?.toString()))
    .toBe('Listings were not found for two days.');
});

test('a citation with [ gets a number, and the sentence leaves the list', async () => {
  await write();
  await press('End');
  await page.keyboard.type('[alias misconf');
  await page.getByRole('option', { name: /The alias was found misconfigured/ }).waitFor();
  await press('Enter');
  const chip = section(page, 'summary').getByRole('img', {
    name: /^Citation 1: .*The alias was found misconfigured/,
  });
  await chip.waitFor();
  await page
    .getByRole('region', { name: 'Sentences without citations' })
    .getByText('Every sentence that states a fact cites something')
    .waitFor();
  await page.keyboard.type(' Vendors told us first');
  // A bracket that opens no finder stays text.
  await page.keyboard.type(' [');
  await page.getByRole('group', { name: 'Find something to cite' }).waitFor();
  await press('Escape');
  await page.keyboard.type('see below] ');
  expect(await section(page, 'summary').innerText()).toContain('Vendors told us first [see below]');
  // Words of an evidence item, selected in the preview with the keyboard.
  const { items } = await desk().debrief.client.evidence.record({ incident, limit: 3 });
  const word = /\p{L}{6,}/u.exec(items[0]?.text ?? '')?.[0] ?? '';
  await page.keyboard.type(`[${word}`);
  await page
    .getByRole('option', { name: /^Evidence/ })
    .first()
    .waitFor();
  while ((await page.getByRole('option', { selected: true }).innerText()).startsWith('Event'))
    await press('ArrowDown');
  await press('Tab');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await press('Control+Home', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter');
  await section(page, 'summary')
    .getByRole('img', { name: /^Citation 2/ })
    .waitFor();
  await expect.poll(() => readStored('summary')).toContain('"quoteStart":0,"quoteEnd":3');
  // Selecting a chip shows what it cites; Enter goes there.
  await press('ArrowLeft');
  await page.getByRole('tooltip').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await press('Enter');
  await page.waitForURL(/\?item=/);
});

test('a live block is inserted with / and shows current data', async () => {
  await write();
  await press('End', 'Enter');
  await page.keyboard.type('/timel');
  await page.getByRole('option', { name: /Timeline/ }).waitFor();
  await press('Enter');
  const block = section(page, 'summary').getByRole('figure', { name: 'Timeline, live' });
  await block.getByText('The alias was found misconfigured').waitFor();
  const { items } = await desk().debrief.client.evidence.record({ incident, limit: 5 });
  await desk().debrief.client.timeline.add({
    incident,
    title: 'It came while the report was open',
    citations: items.slice(3, 4).map(({ id }) => ({ evidenceId: id })),
  });
  await block.getByText('It came while the report was open').waitFor();
  await expect.poll(() => readStored('summary')).toContain('"kind":"timeline"');

  // Typing after a click below the block, or with the block selected, does not change it.
  const box = await block.boundingBox();
  if (!box) throw new Error('The block is not shown.');
  await page.mouse.click(box.x + 60, box.y + box.height + 3);
  await page.keyboard.type('Typed below. ');
  await block.click({ position: { x: box.width / 2, y: 4 } });
  await page.keyboard.type('Typed on it. ');
  await expect.poll(() => readStored('summary')).toContain('Typed on it. ');
  expect(await readStored('summary')).toContain('Typed below. ');
  expect(await readStored('summary')).toContain('"kind":"timeline"');

  await block.getByRole('button', { name: /^Remove/ }).click();
  await page.getByText('Removed Timeline').waitFor();
  await section(page, 'summary').getByText('Typed on it.').click();
  await page.keyboard.type('Typed since. ');
  await page.getByRole('button', { name: 'Undo' }).click();
  await block.waitFor();
  const order = await section(page, 'summary').innerText();
  expect(order).toMatch(/It came while the report was open[^]*Typed since\. /);
});

test('two people write at the same time and see each other; a removed section keeps what the other types in it', async () => {
  const other = await desk().page(rita);
  await write();
  await write(other);
  await other.getByRole('region', { name: 'Who is here' }).getByText('Olga Owner').waitFor();
  await press('Control+End');
  await page.keyboard.type('Olga was here.');
  await text(other).getByText('Olga was here.').waitFor();
  const impact = section(page, 'impact');
  await section(other, 'impact').locator('p').first().click();
  await other.keyboard.type('Vendors lost sales');
  await impact.getByText('Vendors lost sales').waitFor();
  await impact.getByRole('button', { name: /More for “Impact/ }).focus();
  await press('Enter');
  await page.getByRole('menuitem', { name: /^Remove/ }).waitFor();
  await page.getByRole('menuitem', { name: /^Remove/ }).press('Enter');
  await section(other, 'impact').getByText('Olga Owner removed this section').waitFor();
  await other.keyboard.type(' for two days');
  await expect.poll(() => readStored('impact')).toContain('Vendors lost sales for two days');
  expect(await readStored('impact')).toContain('"isRemoved":true');
  await page
    .getByRole('region', { name: 'Removed sections' })
    .getByRole('button', { name: /Restore/ })
    .focus();
  await press('Enter');
  await impact.getByText('Vendors lost sales for two days').waitFor();
  await expect.poll(() => readStored('impact')).toContain('"isRemoved":false');
});

test('Ctrl+A and Delete empty one section; no key deletes a section', async () => {
  await write();
  const before = (await report()).document.content.length;
  await press('Control+a', 'Delete');
  await section(page, 'summary').getByText("Readers don't see empty sections").waitFor();
  await expect.poll(() => readStored('summary')).not.toContain('Listings');
  await press('Backspace', 'Backspace', 'Control+Home', 'Backspace', 'Delete');
  expect((await report()).document.content).toHaveLength(before);
  await press('Control+z', 'Control+z', 'Control+z');
  await expect.poll(() => readStored('summary')).toContain('Listings');
});

test('text typed offline survives a reload and is saved afterwards', async () => {
  desk().expects(/ERR_INTERNET_DISCONNECTED|Failed to fetch|WebSocket/);
  await write();
  await waitUntilSaved(page);
  await press('Control+End');
  // No network but a local server: the next attempt succeeds.
  await page.evaluate(() => globalThis.dispatchEvent(new Event('offline')));
  await page.keyboard.type('Typed beside the server. ');
  await expect
    .poll(async () => JSON.stringify((await report()).document))
    .toContain('Typed beside the server.');
  await waitUntilSaved(page);
  await page.context().setOffline(true);
  await page.keyboard.type('Typed on a train.');
  await page.getByText('Not connected: what you write is kept here').waitFor();
  await page.context().setOffline(false);
  await page.reload();
  await text(page).getByText('Typed on a train.').waitFor();
  await expect
    .poll(async () => JSON.stringify((await report()).document), { timeout: 15_000 })
    .toContain('Typed on a train.');
});

const hostile = `<h1 onclick="globalThis.harmed=1">Hostile title</h1><p style="position:fixed" class="x">words <b>bold</b> <script>globalThis.harmed=2</script>
<img src="https://example.invalid/x.png" onerror="globalThis.harmed=3" alt="pic"><a href="javascript:globalThis.harmed=4">click</a> <a href="https://example.org/">fine</a></p>
<iframe src="javascript:parent.harmed=5"></iframe><svg onload="globalThis.harmed=6"></svg><form action="https://example.invalid"><input name="a"></form>
<section data-kind="summary"><h2>A pasted section</h2></section><div data-live="timeline"></div><span data-cite="evidence" data-id="'><img src=x onerror=globalThis.harmed=7>">x</span>
<table><tr><td colspan="99">cell</td></tr></table>`;

/** Pastes as the clipboard would. */
async function paste(kinds: Record<string, string>): Promise<void> {
  await text(page).evaluate((element, given) => {
    const data = new DataTransfer();
    for (const [type, value] of Object.entries(given)) data.setData(type, value);
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, kinds);
}

test('pasted HTML is reduced to the grammar of a report, and runs nothing', async () => {
  await write();
  const before = (await report()).document.content.length;
  await press('Control+End', 'Enter');
  await paste({ 'text/html': hostile, 'text/plain': 'x' });
  await page.getByRole('heading', { name: 'Hostile title', level: 3 }).waitFor();
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'harmed') === undefined)).toBe(true);
  const made =
    'img:not(.ProseMirror-separator), iframe, form, input, script, style, [onerror], [onload], [onclick], a[href^="javascript:" i], [style*="fixed"]';
  expect(
    await text(page)
      .locator(made)
      .evaluateAll((all) => all.map((one) => one.outerHTML)),
  ).toEqual([]);
  await expect
    .poll(async () => JSON.stringify((await report()).document))
    .toContain('"href":"https://example.org/"');
  const after = await report();
  expect(after.document.content).toHaveLength(before);
  expect(JSON.stringify(after.document)).not.toMatch(/javascript:|onerror/);
});

test('wording with hindsight is asked about in the margin, and kept for everyone', async () => {
  await write();
  await page.keyboard.type('The alert should have fired on Sunday. ');
  const questions = page.getByRole('region', { name: 'Questions about the wording' });
  await questions.getByText('What did happen', { exact: false }).waitFor();
  const mark = section(page, 'summary').locator('.report-lens');
  expect(await mark.innerText()).toBe('should have');
  await mark.click();
  await questions.getByText('Right for', { exact: false }).waitFor();
  expect(await findViolations(page)).toEqual([]);
  // From the text to the questions, and back to what is left of them, without a pointer.
  await mark.click();
  await press('Control+k');
  await page.keyboard.type('questions about the wording');
  await page.getByRole('option', { name: /Go to the questions about the wording/ }).waitFor();
  await press('Enter');
  const readFocused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await expect.poll(readFocused).toBe('Counterfactual: should have');
  await press('Enter');
  while ((await readFocused()) !== 'Keep as is: should have') await press('Tab');
  await press('Enter');
  await mark.waitFor({ state: 'detached' });
  await page.getByText('Kept as is for everyone').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  const kept = await desk().debrief.client.lens.kept({ incident });
  expect(kept.items).toMatchObject([{ targetKind: 'report', rule: 'counterfactual' }]);
  await questions.getByText('1 question kept as is').click();
  await questions.getByRole('button', { name: 'Ask again: should have' }).click();
  await mark.waitFor();
});

test('a time that differs from the record is found, cited with one key, and corrected', async () => {
  const { client } = desk().debrief;
  const { ref } = await importIntoNewIncident(desk().debrief, 'Disk full', {
    name: 'chat.jsonl',
    body: chat(['disk of db-07 is full, writes fail', 'restarted db-07, writes work again']),
  });
  const sentence = (clock: string) => `On 2 March 2026 at ${clock} UTC the disk of db-07 was full.`;
  await client.report.write({
    incident: ref,
    sections: [
      {
        how: 'replace',
        kind: 'summary',
        blocks: [{ type: 'paragraph', content: [{ type: 'text', text: sentence('08:12') }] }],
      },
    ],
  });
  await page.goto(`/incidents/${ref}/report`);
  await text(page).waitFor();
  const panel = page.getByRole('region', { name: 'Check against the record' });
  await panel.getByRole('button', { name: 'Check the report' }).click();
  const claim = panel.getByRole('button', { name: /12 min later than the record shows/ });
  await claim.waitFor();
  expect(await findViolations(page)).toEqual([]);
  await claim.focus();
  await press('c');
  await section(page, 'summary')
    .getByRole('img', { name: /^Citation 1/ })
    .waitFor();
  await claim.click();
  await page.keyboard.type(sentence('08:00'));
  await waitUntilSaved(page);
  await panel.getByRole('button', { name: 'Check again' }).click();
  await panel.getByText(/^All \d claims were found/).waitFor();
  expect(await claim.count()).toBe(0);
});

test('the page stays responsive while a long Markdown text is pasted', async () => {
  await write();
  await press('Control+End');
  const line =
    '- The job **failed** at 14:05, and nobody saw it in the [dashboard](https://example.org/d).\n';
  const markdown = `## Pasted\n\n${line.repeat(20)}\n`.repeat(
    Math.ceil(500_000 / (line.length * 20)),
  );
  await page.evaluate(() => {
    let [last, longest] = [performance.now(), 0];
    const began = last;
    const tick = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      Reflect.set(globalThis, 'longest', longest);
      Reflect.set(globalThis, 'whole', now - began);
      setTimeout(tick, 10);
    };
    tick();
  });
  await paste({ 'text/plain': markdown });
  await page.getByText(/^Pasting…/).waitFor();
  await page.getByText(/^Pasting…/).waitFor({ state: 'hidden', timeout: 60_000 });
  // A share of the total, because the machine can be slow: the page yields dozens of times.
  const share = await page.evaluate(
    () => Number(Reflect.get(globalThis, 'longest')) / Number(Reflect.get(globalThis, 'whole')),
  );
  expect(share).toBeLessThan(0.35);
  await expect
    .poll(async () => (await report()).words, { timeout: 20_000 })
    .toBeGreaterThan(50_000);
});

test('has a title, mentions left-out sections once, and the margin follows the caret', async () => {
  await write();
  const { title } = await desk().debrief.client.incident.get({ incident });
  await page.getByRole('heading', { name: title, level: 2 }).waitFor();
  await page.getByText('Draft · not published').waitFor();
  const leftOut = page.getByText("Readers don't see empty sections");
  expect(await leftOut.count()).toBeGreaterThan(3);
  expect(await leftOut.filter({ visible: true }).count()).toBe(1);
  const margin = page.getByRole('complementary', { name: 'Margin' });
  await margin.getByRole('heading', { name: 'Summary' }).waitFor();
  await section(page, 'detection').locator('p').first().click();
  await margin.getByRole('heading', { name: 'Detection' }).waitFor();
});
