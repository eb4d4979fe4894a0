import { readCiteTarget, LiveKind, SectionKind, type CiteTarget } from '@debrief/contract';
import { mergeAttributes, Node, textblockTypeInputRule } from '@tiptap/core';

/** The nodes of a report: exactly the grammar of the contract (`report-document.ts`). */

/**
 * A document without sections is valid, because two people who edit at the same time can remove all
 * of them.
 */
export const ReportDoc = Node.create({ name: 'doc', topNode: true, content: 'section*' });

const hidden = { rendered: false };

export const Section = Node.create({
  name: 'section',
  content: 'sectionTitle? block*',
  isolating: true,
  defining: true,
  selectable: false,
  draggable: false,
  addAttributes: () => ({
    id: { default: '', ...hidden },
    kind: { default: 'other', ...hidden },
    isRemoved: { default: false, ...hidden },
  }),
  // Pasted content is never a section: its text goes into the current one.
  parseHTML: () => [],
  renderHTML: ({ HTMLAttributes }) => ['section', HTMLAttributes, 0],
});

export const SectionTitle = Node.create({
  name: 'sectionTitle',
  content: 'text*',
  marks: '',
  isolating: true,
  defining: true,
  selectable: false,
  parseHTML: () => [],
  renderHTML: () => ['h2', 0],
});

/** Two levels below a section's title. On paste, other levels become the nearest of these. */
export const ReportHeading = Node.create({
  name: 'heading',
  group: 'block',
  content: 'inline*',
  defining: true,
  addAttributes: () => ({ level: { default: 3, ...hidden } }),
  parseHTML: () => [
    ...['h1', 'h2', 'h3'].map((tag) => ({ tag, attrs: { level: 3 } })),
    ...['h4', 'h5', 'h6'].map((tag) => ({ tag, attrs: { level: 4 } })),
  ],
  renderHTML: ({ node, HTMLAttributes }) => [
    node.attrs['level'] === 4 ? 'h4' : 'h3',
    HTMLAttributes,
    0,
  ],
  addInputRules() {
    return [
      textblockTypeInputRule({
        find: /^#{1,3}\s$/,
        type: this.type,
        getAttributes: () => ({ level: 3 }),
      }),
      textblockTypeInputRule({
        find: /^#{4,6}\s$/,
        type: this.type,
        getAttributes: () => ({ level: 4 }),
      }),
    ];
  },
  addKeyboardShortcuts() {
    return {
      'Mod-Alt-3': () => this.editor.commands.toggleNode('heading', 'paragraph', { level: 3 }),
      'Mod-Alt-4': () => this.editor.commands.toggleNode('heading', 'paragraph', { level: 4 }),
    };
  },
});

export interface CiteAttrs {
  target: CiteTarget;
  targetId: string;
  quoteStart: number | null;
  quoteEnd: number | null;
}

const readNumber = (element: HTMLElement, name: string): number | null => {
  const text = element.getAttribute(name);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
};

/** The numbered chip. Copied outside Debrief it is only its number; the evidence is not copied. */
export const Cite = Node.create({
  name: 'cite',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  draggable: true,
  addAttributes: () => ({
    target: { default: 'evidence', ...hidden },
    targetId: { default: '', ...hidden },
    quoteStart: { default: null, ...hidden },
    quoteEnd: { default: null, ...hidden },
  }),
  parseHTML: () => [
    {
      tag: 'span[data-cite]',
      getAttrs: (element) => {
        const target = readCiteTarget(element.getAttribute('data-cite'));
        const targetId = element.getAttribute('data-id') ?? '';
        if (target === null || !isId(targetId)) return false;
        return {
          target,
          targetId,
          quoteStart: readNumber(element, 'data-from'),
          quoteEnd: readNumber(element, 'data-until'),
        };
      },
    },
  ],
  renderHTML: ({ node, HTMLAttributes }) => {
    const { target, targetId, quoteStart, quoteEnd } = citeAttrs(node.attrs);
    const quote =
      quoteStart === null || quoteEnd === null
        ? {}
        : { 'data-from': String(quoteStart), 'data-until': String(quoteEnd) };
    return [
      'span',
      mergeAttributes(HTMLAttributes, { 'data-cite': target, 'data-id': targetId, ...quote }),
      '[cited]',
    ];
  },
  renderText: () => '',
});

export interface LiveAttrs {
  id: string;
  kind: LiveKind;
  from: string | null;
  until: string | null;
  ids: string[] | null;
}

export const Live = Node.create({
  name: 'live',
  group: 'block',
  atom: true,
  selectable: true,
  draggable: true,
  addAttributes: () => ({
    id: { default: '', ...hidden },
    kind: { default: 'timeline', ...hidden },
    from: { default: null, ...hidden },
    until: { default: null, ...hidden },
    ids: { default: null, ...hidden },
  }),
  parseHTML: () => [
    {
      tag: 'div[data-live]',
      getAttrs: (element) => {
        const kind = LiveKind.safeParse(element.getAttribute('data-live'));
        return kind.success ? { kind: kind.data, from: null, until: null, ids: null } : false;
      },
    },
  ],
  renderHTML: ({ node, HTMLAttributes }) => [
    'div',
    mergeAttributes(HTMLAttributes, { 'data-live': String(node.attrs['kind']) }),
  ],
  renderText: () => '',
});

/** A product id, as the contract defines it. */
function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** ProseMirror attributes are untyped. Others wrote them, so they are validated. */
export function citeAttrs(attrs: Record<string, unknown>): CiteAttrs {
  const whole = (value: unknown) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
  return {
    target: readCiteTarget(attrs['target']) ?? 'evidence',
    targetId: typeof attrs['targetId'] === 'string' ? attrs['targetId'] : '',
    quoteStart: whole(attrs['quoteStart']),
    quoteEnd: whole(attrs['quoteEnd']),
  };
}

export function liveAttrs(attrs: Record<string, unknown>): LiveAttrs {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  const ids: unknown = attrs['ids'];
  return {
    id: text(attrs['id']) ?? '',
    kind: LiveKind.safeParse(attrs['kind']).data ?? 'timeline',
    from: text(attrs['from']),
    until: text(attrs['until']),
    ids: Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : null,
  };
}

export interface SectionAttrs {
  id: string;
  kind: SectionKind;
  isRemoved: boolean;
}

export function sectionAttrs(attrs: Record<string, unknown>): SectionAttrs {
  return {
    id: typeof attrs['id'] === 'string' ? attrs['id'] : '',
    kind: SectionKind.safeParse(attrs['kind']).data ?? 'other',
    isRemoved: attrs['isRemoved'] === true || attrs['isRemoved'] === 'true',
  };
}
