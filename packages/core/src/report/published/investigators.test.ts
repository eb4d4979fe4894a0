import { pdfDefinition } from '@debrief/render/report';
import { importFile, makeIncident, messages, testWorld } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { getAccountId } from '../../context.ts';
import { answerRequest, askToInvestigate, decideReview } from '../../review/index.ts';
import { writeSections } from '../index.ts';
import { exportVersion, openVersion, publishVersion } from './index.ts';

test('a published version names its investigators and how close they were, as it was then', async () => {
  const world = await testWorld();
  const [ctx, viewer] = [world.as(world.editor), world.as(world.viewer)];
  const incident = await makeIncident(ctx);
  const ref = incident.ref;
  const publish = async (words: string) => {
    const blocks = [
      { type: 'paragraph' as const, content: [{ type: 'text' as const, text: words }] },
    ];
    const { state } = await writeSections(ctx, {
      incident: ref,
      sections: [{ how: 'replace', kind: 'summary', blocks }],
    });
    return publishVersion(ctx, { incident: ref, state });
  };
  const read = async (format: 'html' | 'markdown', number: number) =>
    String((await exportVersion(ctx, { incident: ref, format, number }, null)).body);
  await publish('One.');
  let review = (
    await decideReview(ctx, { incident: ref, version: null, depth: 'light', reason: 'To learn.' })
  ).reviews[0];
  for (const accountId of [getAccountId(viewer.actor), getAccountId(ctx.actor)]) {
    const input = { incident: ref, version: review?.version ?? 0, accountId: accountId ?? '' };
    review = (await askToInvestigate(ctx, input)).reviews[0];
  }
  await answerRequest(viewer, { incident: ref, version: review?.version ?? 0, accept: true });
  await publish('Two.');
  await importFile(ctx, incident, { text: messages(['It was me. <b>'], { author: 'Rui' }) });
  await publish('Three.');
  const then = 'Investigated by Rui, not involved.';
  const now =
    'Investigated by Rui, involved in the incident (Someone with the same name wrote 1 item of the record).';
  for (const format of ['html', 'markdown'] as const) {
    const plain = async (number: number) =>
      (await read(format, number)).replaceAll(/\\(?=[().])/g, '');
    expect(await plain(1)).not.toContain('Investigated by');
    expect(await plain(2)).toContain(then);
    expect(await plain(3)).toContain(now);
  }
  const opened = await openVersion(ctx, { incident: ref, number: 2 });
  if (opened.state !== 'standing') throw new Error('unpublished');
  expect(JSON.stringify(await pdfDefinition(opened.article, null))).toContain(
    'Investigated by Rui',
  );
});
