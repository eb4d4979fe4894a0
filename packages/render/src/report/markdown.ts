import type { Block, Inline, Section, TextMark } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { dateText, timeWithZone } from '@debrief/rules/time';
import { listBlocks, getSectionTitle } from '@debrief/rules/report';
import { inReadingOrder, type Article, type Note } from './article.ts';
import { toPieces, type Cell, type Piece } from './live.ts';
import { reportHref } from './markup.ts';
import {
  deletedWords,
  formatOrigin,
  investigatorText,
  maskText,
  redactedWords,
  restrictedWords,
  targetWords,
  publisherText,
} from './words.ts';

/** The version as GitHub-flavored Markdown with footnotes. User text never becomes markup. */
export function markdownFile(article: Article, origin: string | null): string {
  const { version, content, newest, count } = article;
  const { zone, severity, firstAt, lastAt } = content.incident;
  const days = [firstAt, lastAt].flatMap((at) => (at ? [dateText(at, zone)] : []));
  const masked = maskText(content);
  const investigators = investigatorText(content);
  const head = [
    `# ${plainText(version.title)}`,
    [
      `**${version.ref}**`,
      severity,
      [...new Set(days)].join(' to '),
      `${countText(version.minutes.all, 'minute')} to read`,
    ]
      .filter(Boolean)
      .join(' · '),
    `Version ${version.number} of ${count}, ${dateText(version.publishedAt, zone)}${plainText(publisherText(version))}.${
      version.number < newest ? ` Version ${newest} is newer.` : ''
    }`,
    ...(investigators === null ? [] : [plainText(investigators)]),
    ...(masked === null ? [] : [plainText(masked)]),
    ...(version.summary ? [`What changed: ${plainText(version.summary)}`] : []),
  ];
  const writer = new Writer(article, origin);
  const sections = inReadingOrder(content.document.content).map((section) =>
    writer.section(section),
  );
  return `${[...head, ...sections, ...article.notes.map((note) => writer.note(note))].filter((part) => part !== '').join('\n\n')}\n`;
}

/** Escapes text as Markdown on one line. */
export function plainText(text: string): string {
  return text
    .replaceAll(/[\0-\x08\x0B\x0C\x0E-\x1F]/g, '')
    .replaceAll(/(?<!\s)\s*\n\s*/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~&!^$:@]/g, (sign, at: number, line: string) =>
      sign === ':' && !mayLink(line, at) ? sign : `\\${sign}`,
    )
    .replace(/^(\s*)([-+=:])/, String.raw`$1\$2`)
    .replace(/^(\s*\d+)([.)])/, String.raw`$1\$2`)
    .replaceAll(/(www)\./gi, String.raw`$1\.`);
}

/**
 * Whether a colon could end the scheme of a URL, as in `mailto:ada`; not in `2:36 pm` or `Impact:
 * searches`.
 */
function mayLink(line: string, at: number): boolean {
  return (
    /\S/.test(line.charAt(at + 1)) &&
    !/(^|[^\w+.-])[\d.]+$/.test(line.slice(Math.max(0, at - 40), at))
  );
}

class Writer {
  readonly #article: Article;
  readonly #origin: string | null;

  constructor(article: Article, origin: string | null) {
    this.#article = article;
    this.#origin = origin;
  }

  section(section: Section): string {
    return [`## ${plainText(getSectionTitle(section))}`, this.blocks(listBlocks(section))]
      .filter((part) => part !== '')
      .join('\n\n');
  }

  blocks(blocks: readonly Block[]): string {
    return blocks
      .map((block) => this.#block(block))
      .filter((part) => part !== '')
      .join('\n\n');
  }

  #block(block: Block): string {
    switch (block.type) {
      case 'paragraph':
        return this.#inlines(block.content);
      case 'heading':
        return `${block.attrs.level === 3 ? '###' : '####'} ${this.#inlines(block.content).replaceAll(/\\?\n/g, ' ')}`;
      case 'codeBlock':
        return fenceCode(
          (block.content ?? []).map((node) => node.text).join(''),
          block.attrs?.language ?? '',
        );
      case 'horizontalRule':
        return '---';
      case 'bulletList':
        return block.content.map((item) => indent('- ', this.blocks(item.content))).join('\n');
      case 'orderedList':
        return block.content
          .map((item, index) =>
            indent(`${(block.attrs?.start ?? 1) + index}. `, this.blocks(item.content)),
          )
          .join('\n');
      case 'blockquote':
        return this.blocks(block.content).replaceAll(/^/gm, '> ');
      case 'table':
        return this.#table(
          block.content.map((row) =>
            row.content.map((cell) => onOneLine(this.blocks(cell.content))),
          ),
        );
      case 'live': {
        const data = this.#article.live.get(block.attrs.id);
        return data
          ? toPieces(data, this.#article)
              .map((piece) => this.#piece(piece))
              .filter(Boolean)
              .join('\n\n')
          : '';
      }
    }
  }

  #inlines(nodes: readonly Inline[] | undefined): string {
    return (nodes ?? [])
      .map((node) => {
        if (node.type === 'hardBreak') return '\\\n';
        return node.type === 'cite'
          ? this.#references([this.#article.numberOf(node.attrs)])
          : this.#marked(node.text, node.marks ?? []);
      })
      .join('')
      .trim();
  }

  #marked(text: string, marks: readonly TextMark[]): string {
    const isCode = marks.some((mark) => mark.type === 'code');
    const words = text.trim();
    if (words === '') return text;
    const before = text.slice(0, text.length - text.trimStart().length);
    const after = text.slice(text.trimEnd().length);
    const inner = isCode ? codeSpan(words) : plainText(words);
    const marked = marks.reduceRight((inner, mark) => {
      if (mark.type === 'bold') return `**${inner}**`;
      if (mark.type === 'italic') return `*${inner}*`;
      if (mark.type === 'strike') return `~~${inner}~~`;
      return mark.type === 'link' ? this.#link(mark.attrs.href, inner) : inner;
    }, inner);
    return `${before}${marked}${after}`;
  }

  #link(href: string, words: string): string {
    const safe = reportHref(href);
    if (safe === null || (this.#origin === null && /^[/#]/.test(safe))) return words;
    const target = (safe.startsWith('/') ? `${this.#origin}${safe}` : safe).replaceAll(
      /[<>\\\s]/g,
      (sign) => encodeURIComponent(sign),
    );
    return `[${words}](<${target}>)`;
  }

  #references(numbers: readonly number[]): string {
    return numbers
      .filter((number) => number > 0)
      .map((number) => `[^${number}]`)
      .join('');
  }

  #table(rows: string[][]): string {
    const width = Math.max(1, ...rows.map((row) => row.length));
    const line = (row: string[]) =>
      `| ${Array.from({ length: width }, (_, index) => row[index] ?? '').join(' | ')} |`;
    const [head = [], ...body] = rows;
    return [line(head), line(Array.from({ length: width }, () => '---')), ...body.map(line)].join(
      '\n',
    );
  }

  #piece(piece: Piece): string {
    if (piece.type === 'table') {
      return piece.rows.length === 0
        ? ''
        : this.#table([
            piece.columns.map(plainText),
            ...piece.rows.map((row) => row.map((cell) => this.#cell(cell))),
          ]);
    }
    // The list of factors says in words what the graph draws.
    if (piece.type === 'graph') return '';
    return piece.items
      .map(({ badge, title, notes, facts }) => {
        const lines = facts.map(
          (fact) =>
            `  - ${plainText(fact.name)}: ${plainText(fact.text)}${this.#references(fact.notes)}`,
        );
        return [
          `- **${plainText(title)}** (${plainText(badge)})${this.#references(notes)}`,
          ...lines,
        ].join('\n');
      })
      .join('\n');
  }

  #cell({ text, detail, href, notes }: Cell): string {
    const words = href ? this.#link(href, plainText(text)) : plainText(text);
    return `${words}${this.#references(notes ?? [])}${detail ? `<br>${plainText(detail)}` : ''}`;
  }

  note({ number, target, sources }: Note): string {
    const zone = this.#article.content.incident.zone;
    const about = target
      ? [
          `${targetWords[target.what]}: ${plainText(target.label)}${target.at ? ` (${timeWithZone(target.at, zone, target.precision ?? 'minute')})` : ''}`,
        ]
      : [];
    const said = sources.map((source) => {
      if (source.state === 'restricted') return restrictedWords;
      const against = source.stance === 'contradicts' ? 'Contradicts: ' : '';
      const origin = plainText(formatOrigin(source, zone));
      if (source.state !== 'shown')
        return `${against}${source.state === 'deleted' ? deletedWords : redactedWords(source.redacted)} (${origin})`;
      return `${against}“${plainText(source.quote)}” (${origin}${source.hasChangedSince ? '; edited at its source since' : ''})`;
    });
    return `[^${number}]: ${[...about, ...said].join('. ') || restrictedWords}`;
  }
}

function onOneLine(text: string): string {
  return text.replaceAll(/\\?\n+/g, '<br>').replaceAll(/(?<!\\)\|/g, String.raw`\|`);
}

function indent(bullet: string, text: string): string {
  return `${bullet}${text.replaceAll(/\n(?=[^\n])/g, `\n${' '.repeat(bullet.length)}`)}`;
}

function fenceCode(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${/^[\w+#.-]{1,40}$/.test(language) ? language : ''}\n${code}\n${fence}`;
}

function codeSpan(code: string): string {
  const longest = Math.max(0, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${longest > 0 ? ' ' : ''}${code.replaceAll('\n', ' ')}${longest > 0 ? ' ' : ''}${fence}`;
}
