import { maskCharacter, type Inline } from '@debrief/contract';
import { pdfDefinition } from '@debrief/render/report';
import { importReportText, makeEvent, makeRecord, testWorld, type World } from '@debrief/testkit';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Context } from '../../context.ts';
import { readRecord } from '../../evidence/index.ts';
import { redactEvidence } from '../../redaction/index.ts';
import { listSuggestions, readReport, reportChanges, writeSections } from '../index.ts';
import { exportVersion, openVersion, publishVersion } from './index.ts';

const secret = 'Zephyrine Quill';
const said = `the caller was ${secret} from Ghent`;
const start = said.indexOf(secret);

let world: World;
let ctx: Context;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
});

/**
 * A published version that cites the selected words, the full item, and an event whose title was
 * copied from it.
 */
async function publishReport() {
  const { incident, items } = await makeRecord(ctx, [said]);
  const id = items[0]?.id ?? '';
  const event = await makeEvent(ctx, incident, items);
  const cite = (
    target: 'evidence' | 'event',
    targetId: string,
    quoteStart: number | null = null,
  ): Inline => ({
    type: 'cite',
    attrs: {
      target,
      targetId,
      quoteStart,
      quoteEnd: quoteStart === null ? null : quoteStart + secret.length,
    },
  });
  const content: Inline[] = [
    { type: 'text', text: 'Somebody called.' },
    cite('evidence', id, start),
    cite('evidence', id),
    cite('event', event.id),
  ];
  const { state } = await writeSections(ctx, {
    incident: incident.ref,
    sections: [{ how: 'replace', kind: 'summary', blocks: [{ type: 'paragraph', content }] }],
  });
  await publishVersion(ctx, { incident: incident.ref, state });
  return { incident, id };
}

async function outputs(ref: string): Promise<{ html: string; markdown: string; pdf: string }> {
  const file = async (format: 'html' | 'markdown') =>
    String((await exportVersion(ctx, { incident: ref, format }, null)).body).replace(
      /<style>[\s\S]*<\/style>/,
      '',
    );
  const opened = await openVersion(ctx, { incident: ref });
  if (opened.state !== 'standing') throw new Error('unpublished');
  return {
    html: await file('html'),
    markdown: await file('markdown'),
    pdf: JSON.stringify(await pdfDefinition(opened.article, null)),
  };
}

test('a published version marks redacted words, and shows the rest', async () => {
  const { incident, id } = await publishReport();
  for (const output of Object.values(await outputs(incident.ref))) expect(output).toContain(secret);
  await redactEvidence(ctx, {
    incident: incident.ref,
    id,
    start,
    end: start + secret.length,
    kind: 'personal-data',
    reason: 'A caller',
  });
  for (const [format, output] of Object.entries(await outputs(incident.ref))) {
    expect(output, format).not.toMatch(/Zephyrine|Quill/);
    expect(output, format).toContain('Redacted evidence (personal data)');
    expect(output, format).toMatch(/the caller was \\?\[redacted\\?\] from Ghent/);
  }
  const { pdf } = await outputs(incident.ref);
  expect(pdf).not.toContain(maskCharacter);
  expect(pdf).not.toContain('????');
});

test('sections and suggestions of an imported report also lose the words; typed text stays', async () => {
  const { incident } = await makeRecord(ctx, ['unrelated']);
  await importReportText(
    ctx,
    incident,
    `# Report\n\n## Timeline\n\n- 2026-03-01 10:05 UTC **Zephyrine** Quill called\n- 10:06 over\n\n## Root cause\n\n- ${secret} was not told\n`,
  );
  await writeSections(ctx, {
    incident: incident.ref,
    sections: [
      {
        how: 'append',
        kind: 'other',
        blocks: [{ type: 'paragraph', content: [{ type: 'text', text: `Ask ${secret}` }] }],
      },
    ],
  });
  const document = (await readRecord(ctx, incident.ref, { kind: 'document' })).items[0];
  const at = document?.text.indexOf(`- ${secret}`) ?? 0;
  await redactEvidence(ctx, {
    incident: incident.ref,
    id: document?.id ?? '',
    start: at + 2,
    end: at + 2 + secret.length,
    kind: 'customer',
    reason: 'A customer',
  });
  const causes = (await listSuggestions(ctx, { incident: incident.ref })).items.filter(
    (one) => one.content.kind === 'factor',
  );
  expect(causes).toMatchObject([
    { content: { text: `${maskCharacter.repeat(secret.length)} was not told` } },
  ]);
  const draft = (await readReport(ctx, { incident: incident.ref })).document;
  const texts = draft.content
    .map((section) => JSON.stringify(section))
    .filter((section) => section.includes('Quill'));
  expect(texts.filter((section) => section.includes('was not told'))).toEqual([]);
  expect(texts.some((section) => section.includes(`Ask ${secret}`))).toBe(true);
  // The shared document keeps no deleted text.
  const kept = await sql<{
    count: number;
  }>`select count(*)::int as count from report_update`.execute(ctx.db);
  expect(kept.rows[0]?.count).toBe(0);
});

test('an open shared report gets the masks, and keeps none of the words once they are applied', async () => {
  const { incident, items } = await makeRecord(ctx, [said]);
  const typed = [`It was ${secret}, `, 'they said'].map((text): Inline => ({ type: 'text', text }));
  const bold: Inline = {
    type: 'text',
    text: secret,
    marks: [{ type: 'link', attrs: { href: `https://x.example/${encodeURI(secret)}` } }],
  };
  await writeSections(ctx, {
    incident: incident.ref,
    sections: [
      {
        how: 'replace',
        kind: 'summary',
        blocks: [{ type: 'paragraph', content: [...typed, bold] }],
      },
    ],
  });
  const before = await reportChanges(ctx, { incident: incident.ref, after: -1 });
  const held = new Y.Doc();
  for (const update of before.updates) Y.applyUpdate(held, update);
  await redactEvidence(ctx, {
    incident: incident.ref,
    id: items[0]?.id ?? '',
    start,
    end: start + secret.length,
    kind: 'customer',
    reason: 'A customer',
    alsoWritten: true,
  });
  const since = await reportChanges(ctx, { incident: incident.ref, after: before.seq });
  for (const update of since.updates) Y.applyUpdate(held, update);
  const saved = (await reportChanges(ctx, { incident: incident.ref, after: -1 })).updates;
  for (const bytes of [Y.encodeStateAsUpdate(held), ...saved])
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/Zephyrine|Quill/);
  const summary = (await readReport(ctx, { incident: incident.ref })).document.content.find(
    (section) => section.attrs.kind === 'summary',
  );
  const mask = maskCharacter.repeat(secret.length);
  expect(JSON.stringify(summary)).toContain(`It was ${mask}, they said${mask}`);
});
