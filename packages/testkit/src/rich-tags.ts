import type { Incident } from '@debrief/contract';
import { changeItemTags } from '@debrief/core/coding';
import type { Context } from '@debrief/core/context';
import { readRecord } from '@debrief/core/evidence';
import { listInvestigation } from '@debrief/core/investigation';
import { addTag, mergeTag } from '@debrief/core/tag';
import { listTimeline } from '@debrief/core/timeline';

/** Tags on one item of each kind, two of them merged. */
export async function tagItems(ctx: Context, incident: Incident): Promise<void> {
  const name = 'Red herring 🐟';
  const definition = 'A lead that cost time\nand explained nothing';
  const herring = await addTag(ctx, { name, definition });
  const loop = await addTag(ctx, { name: 'Wrong lead', useWhen: 'It looked right' });
  const [item] = (await readRecord(ctx, incident.ref, {})).items;
  const [event] = (await listTimeline(ctx, { incident: incident.ref })).events;
  const [finding] = (await listInvestigation(ctx, { incident: incident.ref })).findings;
  await changeItemTags(ctx, {
    incident: incident.ref,
    add: [
      { tagId: herring.id, kind: 'evidence', id: item?.id ?? '' },
      { tagId: loop.id, kind: 'evidence', id: item?.id ?? '' },
      { tagId: loop.id, kind: 'event', id: event?.id ?? '' },
      { tagId: herring.id, kind: 'finding', id: finding?.id ?? '' },
    ],
  });
  await mergeTag(ctx, { id: loop.id, version: loop.version, into: herring.id });
}
