import { ExportStory, type StoryCitation, DomainError } from '@debrief/contract';
import { toCitedPath } from '@debrief/rules/story';
import { authorize } from '../access/index.ts';

import type { Context } from '../context.ts';
import { incidentsByIds } from '../incident/index.ts';
import { plainLine, plainLines } from '@debrief/render/timeline';
import { parse } from '../parse.ts';
import { draftReasons } from './draft.ts';
import { loadShareableStory } from './shareable-story.ts';
import { loadOwnStory } from './rows.ts';
import { loadReadStory, formatStory, type ReadStory } from './read-story.ts';

interface Page {
  title: string;
  note: string | null;
  sections: {
    heading: string;
    lines: { text: string; grade: string | null; links: { label: string; href: string }[] }[];
  }[];
}

export interface StoryFile {
  name: string;
  type: string;
  text: string;
}

/**
 * A story as a file: internal with links to its evidence, or shareable. Errors: `not-found`;
 * `conflict` with every replacement that is not decided.
 */
export async function exportStory(ctx: Context, raw: ExportStory): Promise<StoryFile> {
  const input = parse(ExportStory, raw);
  const row = await authorize(ctx, 'story:read', loadOwnStory(ctx, input.id));
  const story = await loadReadStory(ctx, row);
  const kind = input.form ?? 'star-learning';
  const page =
    input.for === 'internal'
      ? internalPage(story, formatStory(story, kind), await loadDraftNote(ctx, story))
      : await shareablePage(ctx, story, kind);
  const isHtml = input.format === 'html';
  return {
    name: isHtml ? 'story.html' : 'story.md',
    type: isHtml ? 'text/html; charset=utf-8' : 'text/markdown; charset=utf-8',
    text: isHtml ? toHtml(page) : toMarkdown(page),
  };
}

async function loadDraftNote(ctx: Context, { row }: ReadStory): Promise<string | null> {
  const incident =
    row.incident_id === null
      ? undefined
      : (await incidentsByIds(ctx, [row.incident_id])).get(row.incident_id);
  return incident ? ((await draftReasons(ctx, [incident])).get(incident.id) ?? null) : null;
}

const gradeWords = {
  documented: 'documented',
  confirmed: 'confirmed by a peer',
  'from-memory': 'from memory',
  'no-evidence': 'no evidence yet',
};

function internalPage(
  { claims, row }: ReadStory,
  formatted: ReturnType<typeof formatStory>,
  note: string | null,
): Page {
  const sections = formatted.sections.map((section) => ({
    heading: section.heading,
    lines: section.claimIds.flatMap((id) => {
      const claim = claims.find((one) => one.id === id);
      return claim
        ? [
            {
              text: claim.text,
              grade: gradeWords[claim.grade],
              links: claim.citations.flatMap(toLinks),
            },
          ]
        : [];
    }),
  }));
  return { title: row.title, note, sections };
}

/** The links of a citation; none for one that is hidden. */
function toLinks(citation: StoryCitation): { label: string; href: string }[] {
  const href = toCitedPath(citation);
  return href === null ? [] : [{ label: citation.label, href }];
}

async function shareablePage(
  ctx: Context,
  story: ReadStory,
  kind: Parameters<typeof formatStory>[1],
): Promise<Page> {
  const shareable = await loadShareableStory(ctx, story, kind);
  const open = shareable.replacements.filter((one) => one.decision === 'undecided');
  if (shareable.text === null || open.length > 0) {
    const named = open
      .slice(0, 5)
      .map((one) => `“${one.text}”`)
      .join(', ');
    throw new DomainError(
      'conflict',
      `${open.length === 1 ? 'One replacement is' : `${open.length} replacements are`} undecided: ${named}${open.length > 5 ? ' …' : ''}. Approve or keep each one, then export the story.`,
      {
        issues: open.map((one) => ({ at: one.kind, message: one.text })),
      },
    );
  }
  const headings = formatStory(story, kind).sections.map((section) => section.heading);
  const lines = shareable.text.split('\n');
  const isProse = kind === 'promotion' || kind === 'brag-line' || lines.length !== headings.length;
  const section = (heading: string, text: string) => ({
    heading,
    lines: [{ text, grade: null, links: [] }],
  });
  return {
    title: shareable.title,
    note: null,
    sections: isProse
      ? [section('', shareable.text)]
      : headings.map((heading, index) => section(heading, lines[index] ?? '')),
  };
}

function toMarkdown(page: Page): string {
  const lines = [
    `# ${plainLine(page.title)}`,
    ...(page.note === null ? [] : ['', `*${plainLine(page.note)}*`]),
  ];
  for (const section of page.sections) {
    if (section.heading !== '') lines.push('', `## ${plainLine(section.heading)}`);
    for (const line of section.lines) {
      const links = line.links.map((link) => `[${plainLine(link.label)}](${link.href})`).join(', ');
      const basis = [line.grade ?? '', links].filter((part) => part !== '').join(': ');
      lines.push('', plainLines(line.text).join(' ') + (basis === '' ? '' : ` (${basis})`));
    }
  }
  return `${lines.join('\n')}\n`;
}

const signs: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) =>
  text
    .replaceAll(/[\0-\x08\x0B\x0C\x0E-\x1F]/g, '')
    .replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);

function toHtml(page: Page): string {
  const sections = page.sections.map((section) => {
    const lines = section.lines.map((line) => {
      const links = line.links
        .map((link) => `<a href="${escapeHtml(link.href)}">${escapeHtml(link.label)}</a>`)
        .join(', ');
      const basis = [line.grade === null ? '' : escapeHtml(line.grade), links]
        .filter((part) => part !== '')
        .join(': ');
      return `<p>${escapeHtml(line.text)}${basis === '' ? '' : ` <small>(${basis})</small>`}</p>`;
    });
    return `${section.heading === '' ? '' : `<h2>${escapeHtml(section.heading)}</h2>\n`}${lines.join('\n')}`;
  });
  const note = page.note === null ? '' : `<p><em>${escapeHtml(page.note)}</em></p>\n`;
  const style =
    'body{font:1.125rem/1.6 serif;max-width:65ch;margin:2rem auto;padding:0 1rem;color-scheme:light dark}small{opacity:.75}';
  return `<!doctype html>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${escapeHtml(page.title)}</title>\n<style>${style}</style>\n<h1>${escapeHtml(page.title)}</h1>\n${note}${sections.join('\n')}\n`;
}
