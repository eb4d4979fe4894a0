import { openBrowser, signInPage } from '@debrief/testkit/browser';
import { openBareCopy, type BareDatabase } from './bare-database.ts';
import { measureElapsed, inTurns, ratioFigure, type Figure, type Turns } from './figures.ts';
import { largeFolder, largeIncident, startOnLargeRecord } from './large-record.ts';

const times = 60;
const watched = 10;

export async function* measure(): AsyncGenerator<Figure> {
  await using bare = await openBareCopy(await largeFolder());
  await using debrief = await startOnLargeRecord();
  const { items } = await debrief.client.evidence.record({ incident: largeIncident, limit: 200 });
  const evidenceId = (index: number) => items[index % items.length]?.id ?? '';
  const add = (index: number, title?: string) =>
    debrief.client.timeline.add({
      incident: largeIncident,
      citations: [{ evidenceId: evidenceId(index) }],
      ...(title ? { title } : {}),
    });
  yield ratioFigure(
    'add an item to the timeline, embedded, through HTTP',
    await inTurns(times, add, async (index) => {
      await debrief.client.access.session(undefined);
      await insertBare(bare, evidenceId(index));
    }),
    'an empty request, and a bare transaction that inserts the event and its citation',
    4,
  );

  await using browser = await openBrowser();
  await using context = await signInPage(browser, debrief);
  const page = await context.newPage();
  await page.goto(`/incidents/${largeIncident}`);
  await page.locator('[data-evidence]').first().waitFor();
  await page.waitForTimeout(1_000);
  const seen: Turns = { ours: [], bare: [] };
  for (let index = 0; index < watched; index += 1) {
    seen.bare.push(await measureElapsed(() => add(index)));
    const title = `Seen elsewhere ${index}`;
    const seenAt = page.evaluate(whenSeen, title);
    await page.waitForTimeout(100);
    const sentAt = Date.now();
    await add(index, title);
    seen.ours.push((await seenAt) - sentAt);
  }
  yield ratioFigure(
    'from the request until a second browser shows the event',
    seen,
    'only the request',
    10,
  );
}

/** The minimum work to add an event. */
async function insertBare(bare: BareDatabase, evidenceId: string): Promise<void> {
  const id = crypto.randomUUID();
  await bare.query('begin');
  await bare.query(
    `insert into timeline_event (id, incident_id, title, text, at, precision, type, created_at, created_by, updated_at, updated_by)
      select $1, id, 'Bare', '', created_at, 'minute', 'context', created_at, '{}', created_at, '{}' from incident limit 1`,
    [id],
  );
  await bare.query(
    `insert into citation (id, incident_id, claim_kind, claim_id, evidence_id, stance, position)
      select $1, id, 'event', $2, $3, 'supports', 0 from incident limit 1`,
    [crypto.randomUUID(), id, evidenceId],
  );
  await bare.query('commit');
}

/** Runs in the page: the wall-clock time at which the text appears. */
async function whenSeen(text: string): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const look = () => {
    if (document.body.innerText.includes(text)) resolve(Date.now());
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  const seenAt = await promise;
  observer.disconnect();
  return seenAt;
}
