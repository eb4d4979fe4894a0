import type { Block, Inline } from '@debrief/contract';
import { type World } from '@debrief/testkit';
import type { Context } from '../../context.ts';
import { writeSections } from '../index.ts';
import { openVersion, publishVersion } from '../published/index.ts';

export const text = (words: string): Inline => ({ type: 'text', text: words });
export const paragraph = (...content: Inline[]): Block => ({ type: 'paragraph', content });
export const cite = (
  target: 'evidence' | 'event' | 'finding',
  targetId: string,
  quoteStart: number | null = null,
  quoteEnd: number | null = null,
): Inline => ({
  type: 'cite',
  attrs: { target, targetId, quoteStart, quoteEnd },
});
export const findAccountId = (world: World, who: 'viewer' | 'editor' | 'admin' | 'outsider') => {
  const actor = world[who];
  return actor.type === 'account' ? actor.accountId : '';
};

export async function write(ctx: Context, incident: string, ...blocks: Block[]): Promise<string> {
  const report = await writeSections(ctx, {
    incident,
    sections: [{ how: 'replace', kind: 'summary', blocks }],
  });
  return report.state;
}

export async function publishText(ctx: Context, incident: string, ...blocks: Block[]) {
  return publishVersion(ctx, {
    incident,
    state: await write(ctx, incident, ...blocks),
    summary: 'First',
  });
}

/** Removes the embedded typefaces, which tests do not check. */
export const withoutStyle = (html: string) => html.replace(/<style>[\s\S]*<\/style>/, '');

export async function readArticle(ctx: Context, incident: string) {
  const opened = await openVersion(ctx, { incident });
  if (opened.state !== 'standing') throw new Error('unpublished');
  return opened.article;
}
