import type { Block, Inline, TextMark } from '@debrief/contract';
import { openItems } from '@debrief/rules/report';
import type { Article } from './article.ts';
import { toPieces, type Cell, type Item, type Piece } from './live.ts';
import { markup, Markup, reportHref } from './markup.ts';
import { placeChips } from './place-chips.ts';

/** The context for turning an article's text into markup. */
export interface Setting {
  article: Article;
  /** The base URL of links to Debrief: empty on a page of Debrief itself; null if unknown. */
  origin: string | null;
  /** Drawn graphs by the id of their live block. */
  drawings: ReadonlyMap<string, string>;
}

/** Writes blocks as markup; remembers the first chip of each note, for the link back. */
export class HtmlText {
  readonly #setting: Setting;
  readonly #met = new Set<number>();

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  blocks(blocks: readonly Block[]): Markup {
    return markup`${blocks.map((block) => this.#block(block))}`;
  }

  #block(block: Block): Markup {
    switch (block.type) {
      case 'paragraph':
        return (block.content ?? []).length === 0
          ? markup``
          : markup`<p>${this.#inlines(block.content)}</p> `;
      case 'heading':
        return block.attrs.level === 3
          ? markup`<h3>${this.#inlines(block.content)}</h3> `
          : markup`<h4>${this.#inlines(block.content)}</h4> `;
      case 'codeBlock':
        return markup`<pre tabindex="0"><code>${(block.content ?? []).map((node) => node.text)}</code></pre> `;
      case 'horizontalRule':
        return markup`<hr /> `;
      case 'bulletList':
        return markup`<ul>
          ${block.content.map((item) => markup`<li>${this.blocks(item.content)}</li>`)}
        </ul> `;
      case 'orderedList':
        return markup`<ol start="${block.attrs?.start ?? 1}">
          ${block.content.map((item) => markup`<li>${this.blocks(item.content)}</li>`)}
        </ol> `;
      case 'blockquote':
        return markup`<blockquote>${this.blocks(block.content)}</blockquote> `;
      case 'table':
        return markup`<div class="wide" tabindex="0" role="group" aria-label="Table">
          <table>
            <tbody>
              ${block.content.map(
                (row) =>
                  markup`<tr>
                    ${row.content.map((cell) =>
                      cell.type === 'tableHeader'
                        ? markup`<th>${this.blocks(cell.content)}</th>`
                        : markup`<td>${this.blocks(cell.content)}</td>`,
                    )}
                  </tr>`,
              )}
            </tbody>
          </table>
        </div> `;
      case 'live':
        return this.#live(block.attrs.id);
    }
  }

  #inlines(nodes: readonly Inline[] | undefined): Markup {
    return markup`${placeChips(nodes ?? []).map((node, index, all) => {
      if (node.type === 'cite') return this.#chip(this.#setting.article.numberOf(node.attrs));
      return node.type === 'hardBreak'
        ? markup`<br />`
        : this.#marked(
            markup`${all[index + 1]?.type === 'cite' ? node.text.replace(/ $/, '\u00A0') : node.text}`,
            node.marks ?? [],
          );
    })}`;
  }

  #marked(text: Markup, marks: readonly TextMark[]): Markup {
    return marks.reduceRight((inner, mark) => {
      switch (mark.type) {
        case 'bold':
          return markup`<strong>${inner}</strong>`;
        case 'italic':
          return markup`<em>${inner}</em>`;
        case 'strike':
          return markup`<s>${inner}</s>`;
        case 'code':
          return markup`<code>${inner}</code>`;
        case 'link':
          return this.link(mark.attrs.href, inner);
      }
    }, text);
  }

  /** A link if its target is safe and reachable from here, else its text. */
  link(href: string, inner: Markup): Markup {
    const safe = reportHref(href);
    const { origin } = this.#setting;
    if (safe === null || (origin === null && /^[/#]/.test(safe))) return inner;
    return markup`<a href="${safe.startsWith('/') ? `${origin}${safe}` : safe}" rel="noreferrer">${inner}</a>`;
  }

  #chip(number: number): Markup {
    if (number === 0) return markup``;
    const isFirst = !this.#met.has(number);
    this.#met.add(number);
    return markup`<a class="cite" ${isFirst ? markup` id="c-${number}"` : null} href="#n-${number}" role="doc-noteref" aria-label="Note ${number}">${number}</a>`;
  }

  chips(numbers: readonly number[]): Markup {
    return numbers.length === 0
      ? markup``
      : markup`<span class="chips">${numbers.map((number) => this.#chip(number))}</span>`;
  }

  /** Whether anything in the text referred to this note. */
  isMet(number: number): boolean {
    return this.#met.has(number);
  }

  #live(id: string): Markup {
    const { article } = this.#setting;
    const data = article.live.get(id);
    return data
      ? markup`${toPieces(data, article).map((piece) => this.#piece(piece, id))}`
      : markup``;
  }

  #piece(piece: Piece, id: string): Markup {
    if (piece.type === 'table') return this.#table(piece);
    if (piece.type === 'items') return this.#items(piece, this.#setting.drawings.has(id));
    const svg = this.#setting.drawings.get(id);
    if (!svg) return markup``;
    return markup`<figure class="graph">
      <div class="wide" tabindex="0" role="img" aria-label="Graph: ${piece.name}. The list that follows says the same.">${new Markup(svg)}</div>
    </figure> `;
  }

  /**
   * A short list is open; in a long one the details of each item are folded, or the full list if a
   * graph has shown its items.
   */
  #items({ name, items }: Extract<Piece, { type: 'items' }>, isDrawn: boolean): Markup {
    const isFolded = items.length > openItems;
    const list = markup`<ul class="items" aria-label="${name}">
      ${items.map((item) => this.#item(item, isDrawn || !isFolded))}
    </ul> `;
    return isDrawn && isFolded
      ? renderFold(`The ${items.length} of them one by one, and how each made sense`, list)
      : list;
  }

  #table({ name, columns, rows }: Extract<Piece, { type: 'table' }>): Markup {
    if (rows.length === 0) return markup``;
    return markup`<div class="wide" tabindex="0" role="region" aria-label="${name}">
      <table class="live">
        <thead>
          <tr>
            ${columns.map((column) => markup`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              markup`<tr>
                ${row.map((cell) => markup`<td>${this.#cell(cell)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div> `;
  }

  #cell({ text, detail, at, href, notes }: Cell): Markup {
    const words = at
      ? markup`<time datetime="${at}">${text}</time>`
      : href
        ? this.link(href, markup`${text}`)
        : markup`${text}`;
    return markup`${words}${this.chips(notes ?? [])}${detail ? markup`<small>${detail}</small>` : null}`;
  }

  #item({ badge, title, notes, facts }: Item, isOpen: boolean): Markup {
    const list = facts.map(
      (fact) =>
        markup`<div>
          <dt>${fact.name}</dt>
          <dd>${fact.text}${this.chips(fact.notes)}</dd>
        </div>`,
    );
    return markup`<li>
      <p class="badge">${badge}</p>
      <p class="title">${title}${this.chips(notes)}</p>
      ${list.length === 0 ? null : isOpen ? markup`<dl>${list}</dl>` : renderFold('Details', markup`<dl>${list}</dl>`)}
    </li>`;
  }
}

function renderFold(summary: string, body: Markup): Markup {
  return markup`<details class="fold">
    <summary>${summary}</summary>
    ${body}
  </details> `;
}
