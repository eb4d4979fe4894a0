import { countText } from '@debrief/rules/numbers';
import { investigatorText, maskText, publisherText } from './words.ts';
import { dateText } from '@debrief/rules/time';
import pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.d.ts';
import { inReadingOrder, type Article } from './article.ts';
import { renderDrawings } from './drawings.ts';
import { Slices } from './pdf-slices.ts';
import { PdfText, soft, ink } from './pdf-text.ts';
import { pdfFonts } from './pdf-type.ts';

/**
 * The version as a PDF for A4 paper: head, page numbers, running head, sections, notes at the end.
 */
export async function pdfBytes(article: Article, origin: string | null): Promise<Buffer> {
  const slices = new Slices();
  try {
    let definition = await pdfDefinition(article, origin, slices);
    while (await slices.cut()) definition = await pdfDefinition(article, origin, slices);
    const fonts = { ...pdfFonts(), ...slices.fonts() };
    const paths = new Set<unknown>(
      Object.values(fonts).flatMap((font) => [
        font.normal,
        font.bold,
        font.italics,
        font.bolditalics,
      ]),
    );
    pdfmake.setFonts(fonts);
    // User text can never make the server fetch or open anything.
    pdfmake.setUrlAccessPolicy(() => false);
    pdfmake.setLocalAccessPolicy((path: string) => paths.has(path));
    return await pdfmake.createPdf(definition).getBuffer();
  } finally {
    await slices.remove();
  }
}

/** The content of the PDF before typesetting. */
export async function pdfDefinition(
  article: Article,
  origin: string | null,
  slices = new Slices(),
): Promise<TDocumentDefinitions> {
  const { version, content } = article;
  const text = new PdfText(article, origin, await renderDrawings(article, 'white'), slices);
  const body: Content[] = [
    ...head(article, text),
    ...inReadingOrder(content.document.content).flatMap((section) => text.section(section)),
  ];
  const notes: Content[] =
    article.notes.length === 0
      ? []
      : [text.heading('Notes'), ...article.notes.map((note) => text.note(note))];
  const lost: Content[] =
    text.missing === 0
      ? []
      : [
          {
            text: text.words(
              `${text.missing} signs that this PDF’s typefaces lack are shown as a question mark. The page and the HTML file have them.`,
              'Inter',
            ),
            fontSize: 8,
            color: soft,
          },
        ];
  // Requested once before the typefaces are subset: the running head is set page by page, which is
  // too late.
  const running = `${version.ref} · ${version.title.length > 70 ? `${version.title.slice(0, 69).toWellFormed()}…` : version.title}`;
  text.words(running, 'Inter');
  return {
    pageSize: 'A4',
    pageMargins: [54, 62, 54, 60],
    info: {
      title: `${version.title} (${version.ref}, version ${version.number})`,
      author: version.publishedBy.name,
      creator: 'Debrief',
      creationDate: new Date(version.publishedAt),
    },
    language: 'en',
    content: [...body, ...notes, ...lost],
    defaultStyle: { font: 'Serif', fontSize: 10.5, lineHeight: 1.28, color: ink },
    header: (page: number) =>
      page === 1
        ? ''
        : { text: text.words(running, 'Inter'), fontSize: 8, color: soft, margin: [54, 30, 54, 0] },
    footer: (page: number, pages: number) => ({
      columns: [
        {
          text: text.words(
            `Version ${version.number}, ${dateText(version.publishedAt, content.incident.zone)}`,
            'Inter',
          ),
        },
        { text: text.words(`${page} of ${pages}`, 'Inter'), alignment: 'right' },
      ],
      fontSize: 8,
      color: soft,
      margin: [54, 22, 54, 0],
    }),
    // A heading never ends a page.
    pageBreakBefore: (node, nodes) =>
      node.headlineLevel !== undefined && nodes.getFollowingNodesOnPage().length === 0,
  };
}

function head({ version, content, newest, count }: Article, text: PdfText): Content[] {
  const { zone, severity, firstAt, lastAt } = content.incident;
  const days = [
    ...new Set([firstAt, lastAt].flatMap((at) => (at ? [dateText(at, zone)] : []))),
  ].join(' to ');
  const facts = [days, `${countText(version.minutes.all, 'minute')} to read`]
    .filter((part) => part !== '')
    .join(' · ');
  const state = `Version ${version.number} of ${count}, ${dateText(version.publishedAt, zone)}${publisherText(version)}.${
    version.number < newest ? ` Version ${newest} is newer.` : ''
  }`;
  const masked = maskText(content);
  const investigators = investigatorText(content);
  const small = (words: string): Content => ({
    text: text.words(words, 'Inter'),
    fontSize: 8.5,
    color: soft,
  });
  return [
    small(['Post-incident review', version.ref, severity].filter(Boolean).join(' · ')),
    {
      text: text.words(version.title, 'Serif', { bold: true }),
      fontSize: 23,
      lineHeight: 1.12,
      margin: [0, 6, 0, 8],
    },
    small(facts),
    small(state),
    ...(investigators === null ? [] : [small(investigators)]),
    ...(masked === null ? [] : [small(masked)]),
    ...(version.summary
      ? [
          {
            text: [
              ...text.words('What changed: ', 'Inter', { bold: true }),
              ...text.words(version.summary),
            ],
            fontSize: 10,
            margin: [0, 6, 0, 0],
          } satisfies Content,
        ]
      : []),
    {
      canvas: [
        { type: 'line', x1: 0, y1: 8, x2: 487, y2: 8, lineWidth: 0.5, lineColor: '#8d877a' },
      ],
      margin: [0, 0, 0, 8],
    },
  ];
}
