import type { Node } from '@tiptap/pm/model';
import type { NodeView } from '@tiptap/pm/view';
import { citeAttrs, type CiteAttrs } from '../schema/nodes.ts';
import { citeKey } from './citation-numbers.ts';

export interface CiteWords {
  label: string;
  isGone: boolean;
}

export interface CiteCardAt {
  attrs: CiteAttrs;
  number: number;
  chip: HTMLElement;
  /** Opened by selecting the chip with the keyboard, so that Enter follows it. */
  isChosen: boolean;
}

/** Shared by all chips of a page. A report has hundreds of them, so they are plain DOM. */
export class CiteViews {
  readonly #views = new Set<CiteView>();
  #numbers: ReadonlyMap<string, number> = new Map();
  #wordsOf: (attrs: CiteAttrs) => CiteWords = () => ({ label: '', isGone: false });
  readonly onCard: (card: CiteCardAt | null) => void;
  readonly onFollow: (attrs: CiteAttrs) => void;

  constructor(onCard: (card: CiteCardAt | null) => void, onFollow: (attrs: CiteAttrs) => void) {
    this.onCard = onCard;
    this.onFollow = onFollow;
  }

  numbered(numbers: ReadonlyMap<string, number>): void {
    this.#numbers = numbers;
    for (const view of this.#views) view.show();
  }

  worded(wordsOf: (attrs: CiteAttrs) => CiteWords): void {
    this.#wordsOf = wordsOf;
    for (const view of this.#views) view.show();
  }

  numberOf(attrs: CiteAttrs): number {
    return this.#numbers.get(citeKey(attrs)) ?? 0;
  }

  wordsOf(attrs: CiteAttrs): CiteWords {
    return this.#wordsOf(attrs);
  }

  make(node: Node): CiteView {
    const view = new CiteView(node, this, () => this.#views.delete(view));
    this.#views.add(view);
    return view;
  }
}

class CiteView implements NodeView {
  readonly dom: HTMLElement;
  #attrs: CiteAttrs;
  readonly #all: CiteViews;
  readonly #forget: () => void;
  #shown = '';

  constructor(node: Node, all: CiteViews, forget: () => void) {
    this.#all = all;
    this.#forget = forget;
    this.#attrs = citeAttrs(node.attrs);
    this.dom = document.createElement('span');
    this.dom.setAttribute('role', 'img');
    this.dom.addEventListener('pointerenter', () => all.onCard(this.#card(false)));
    this.dom.addEventListener('pointerleave', () => all.onCard(null));
    this.dom.addEventListener('dblclick', () => all.onFollow(this.#attrs));
    this.dom.addEventListener(
      'click',
      (event) => (event.metaKey || event.ctrlKey) && all.onFollow(this.#attrs),
    );
    this.show();
  }

  show(): void {
    const number = this.#all.numberOf(this.#attrs);
    const { label, isGone } = this.#all.wordsOf(this.#attrs);
    const shown = `${number}${isGone}${label}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.dom.className = isGone ? 'report-cite is-gone' : 'report-cite';
    this.dom.textContent = isGone ? `${number} ?` : number === 0 ? '·' : String(number);
    this.dom.setAttribute('aria-label', `Citation ${number}${label === '' ? '' : `: ${label}`}`);
  }

  update(node: Node): boolean {
    if (node.type.name !== 'cite') return false;
    this.#attrs = citeAttrs(node.attrs);
    this.show();
    return true;
  }

  #card(isChosen: boolean): CiteCardAt {
    return {
      attrs: this.#attrs,
      number: this.#all.numberOf(this.#attrs),
      chip: this.dom,
      isChosen,
    };
  }

  selectNode(): void {
    this.dom.classList.add('is-chosen');
    this.#all.onCard(this.#card(true));
  }

  deselectNode(): void {
    this.dom.classList.remove('is-chosen');
    this.#all.onCard(null);
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    if (this.dom.classList.contains('is-chosen') || this.dom.matches(':hover'))
      this.#all.onCard(null);
    this.#forget();
  }
}
