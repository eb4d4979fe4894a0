import {
  exportBundle,
  importBundleText,
  makeIncident,
  sealBundle,
  testWorld,
} from '@debrief/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { canonicalState } from './bundle-rows.ts';
import { beginReport, keepWriting, readReport, writeSections } from './index.ts';
import { loadDraft } from './rows.ts';

/** Concurrent edits of one text by several people, in the order they arrive. */
const edits = fc.array(
  fc.record({
    who: fc.nat(3),
    at: fc.nat(200),
    text: fc.string({ maxLength: 5 }),
    remove: fc.nat(6),
    isShared: fc.boolean(),
  }),
  {
    maxLength: 60,
  },
);
type Edits = typeof edits extends fc.Arbitrary<infer T> ? T : never;

function createUpdates(all: Edits): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const docs = [1, 2, 3, 4].map(() => new Y.Doc());
  for (const doc of docs)
    doc.on(
      'update',
      (update: Uint8Array, origin: unknown) => origin !== 'other' && updates.push(update),
    );
  for (const { who, at, text, remove, isShared } of all) {
    const doc = docs[who];
    if (!doc) continue;
    const into = doc.getText('default');
    into.insert(Math.min(at, into.length), text);
    into.delete(
      Math.min(at, into.length),
      Math.min(remove, into.length - Math.min(at, into.length)),
    );
    if (isShared)
      for (const other of docs) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc), 'other');
  }
  return updates;
}

describe('the report in a bundle', () => {
  test('has the same bytes however its changes arrived', () => {
    fc.assert(
      fc.property(edits, (all) => {
        const updates = createUpdates(all);
        const state = canonicalState(updates);
        expect(canonicalState([state])).toEqual(state);
        expect(canonicalState([Y.mergeUpdates([state, ...updates.slice(0, 3)])])).toEqual(state);
      }),
    );
  });

  test('passes through three installations byte-equal after concurrent editing, and stays editable', async () => {
    const first = await testWorld();
    const ctx = first.as(first.editor);
    const incident = await makeIncident(ctx);
    await beginReport(ctx, { incident: incident.ref });
    for (let index = 0; index < 30; index += 1) {
      const draft = await loadDraft(ctx, incident.id);
      if (!draft) throw new Error('not begun');
      const before = Y.encodeStateVector(draft.doc);
      const paragraph = (draft.doc.getXmlFragment('default').get(index % 18) as Y.XmlElement).get(
        1,
      ) as Y.XmlElement;
      paragraph.insert(0, [new Y.XmlText(`words ${index}`)]);
      if (index % 4 === 3) paragraph.delete(0, 1);
      await keepWriting(ctx, {
        incident: incident.ref,
        update: Y.encodeStateAsUpdate(draft.doc, before),
        isNoted: true,
      });
    }
    const seen = (await readReport(ctx, { incident: incident.ref })).document;
    const bundle = await exportBundle(ctx, incident.ref);
    let last = bundle;
    for (let round = 0; round < 2; round += 1) {
      const world = await testWorld();
      const here = await importBundleText(world.as(world.editor), last);
      expect((await readReport(world.as(world.editor), { incident: here.ref })).document).toEqual(
        seen,
      );
      last = await exportBundle(world.as(world.editor), here.ref);
      expect(last).toBe(bundle);
      if (round < 1) continue;
      const written = await writeSections(world.as(world.editor), {
        incident: here.ref,
        sections: [{ how: 'append', kind: 'other', blocks: [] }],
      });
      expect(written.document.content).toHaveLength(seen.content.length + 1);
    }
  });

  test('is refused with a clear message if it cannot be read', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const incident = await makeIncident(ctx);
    await beginReport(ctx, { incident: incident.ref });
    const lines = (await exportBundle(ctx, incident.ref)).trimEnd().split('\n').slice(0, -1);
    const elsewhere = await testWorld();
    const damaged = lines.map((line) =>
      line.includes('"type":"report"')
        ? line.replace(
            /"state":"[^"]*"/,
            `"state":"${Buffer.from('no document at all').toString('base64')}"`,
          )
        : line,
    );
    await expect(
      importBundleText(elsewhere.as(elsewhere.editor), sealBundle(damaged)),
    ).rejects.toMatchObject({
      code: 'bad-file',
    });
  });
});

test('a bundle whose report has a million pieces is refused', async () => {
  const world = await testWorld();
  const { ref } = await makeIncident(world.as(world.editor));
  await beginReport(world.as(world.editor), { incident: ref });
  const lines = (await exportBundle(world.as(world.editor), ref))
    .trimEnd()
    .split('\n')
    .slice(0, -1);
  const other = await testWorld();
  // One client with a million deleted pieces from clock 0, two bytes each.
  const head = [1, 0xc0, 0x84, 0x3d, 1, 0];
  const state = Buffer.from([
    ...head,
    ...Array.from({ length: 1_000_000 }, () => [0, 1]).flat(),
    0,
  ]);
  const changed = lines.map((line) =>
    line.includes('"type":"report"')
      ? line.replace(/"state":"[^"]*"/, `"state":"${state.toString('base64')}"`)
      : line,
  );
  await expect(importBundleText(other.as(other.editor), sealBundle(changed))).rejects.toMatchObject(
    { code: 'bad-file' },
  );
});
