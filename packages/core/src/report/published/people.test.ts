import { pdfDefinition } from '@debrief/render/report';
import { importFile, makeIncident, messages, testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../../context.ts';
import { listPeople, setRoles } from '../../people/index.ts';
import { writeSections } from '../index.ts';
import { exportVersion, openVersion, publishVersion } from './index.ts';

let world: World;
let ctx: Context;
let ref: string;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  const incident = await makeIncident(ctx);
  ({ ref } = incident);
  for (const author of ['Ada Byron', 'Bo Finch', 'Cy Amsel'])
    await importFile(ctx, incident, {
      name: `${author}.jsonl`,
      text: messages(['Here.'], { author }),
    });
});

async function say(name: string, ...roles: string[]): Promise<void> {
  const person = (await listPeople(ctx, { incident: ref })).participants.find(
    (one) => one.name === name,
  );
  await setRoles(ctx, {
    incident: ref,
    personId: person?.personId ?? '',
    version: person?.rolesVersion ?? 0,
    roles,
  });
}

async function publish(): Promise<void> {
  const blocks = [
    { type: 'paragraph' as const, content: [{ type: 'text' as const, text: 'Words.' }] },
  ];
  const { state } = await writeSections(ctx, {
    incident: ref,
    sections: [{ how: 'replace', kind: 'summary', blocks }],
  });
  await publishVersion(ctx, { incident: ref, state });
}

const exportText = async (format: 'html' | 'markdown', number: number) =>
  String((await exportVersion(ctx, { incident: ref, format, number }, null)).body);

async function exportPdf(number: number): Promise<string> {
  const opened = await openVersion(ctx, { incident: ref, number });
  if (opened.state !== 'standing') throw new Error('unpublished');
  return JSON.stringify(await pdfDefinition(opened.article, null));
}

describe('people in a published version', () => {
  test('are grouped by role, frozen with it, in Markdown, HTML and PDF; people without a role in record order', async () => {
    await publish();
    await say('Bo Finch', 'incident commander', '<b>keeper | of [it](x)</b>');
    await say('Ada Byron', 'incident commander');
    await publish();
    await say('Ada Byron', 'scribe');
    const [before, after] = [await exportText('markdown', 1), await exportText('markdown', 2)];
    expect(before).toMatch(
      /\| Who +\| In the record +\|\n[^\n]+\n\| Ada Byron +\| Wrote +\|\n\| Bo Finch +\| Wrote/,
    );
    expect(before).not.toMatch(/commander/i);
    expect(after).toMatch(
      /\| Role +\| Who +\|\n[^\n]+\n\| Incident commander +\| Ada Byron, Bo Finch +\|/,
    );
    expect(after).toMatch(/\| Others +\| In the record +\|\n[^\n]+\n\| Cy Amsel +\| Wrote/);
    expect(after).not.toMatch(/scribe/i);
    const html = (await exportText('html', 2)).replace(/<style>[\s\S]*<\/style>/, '');
    expect(html).toMatch(
      /aria-label="People by role"[\s\S]*<td>Incident commander<\/td>\s*<td>Ada Byron, Bo Finch<\/td>[\s\S]*aria-label="Others"[\s\S]*<td>Cy Amsel<\/td>/,
    );
    expect(html).not.toContain('<b>keeper');
    const pdf = await exportPdf(2);
    for (const words of ['Incident commander', 'Ada Byron, Bo Finch', 'keeper | of', 'Cy Amsel'])
      expect(pdf).toContain(words);
    expect(await exportPdf(1)).not.toContain('ncident commander');
  });
});
