import type { Node } from '@tiptap/pm/model';
import type { EditorView, NodeView } from '@tiptap/pm/view';
import { liveAttrs, type LiveAttrs } from '../schema/nodes.ts';
import type { ObservableValue } from './observable-value.ts';

export interface LiveHandle {
  key: number;
  dom: HTMLElement;
  attrs: LiveAttrs;
  change: (attrs: Partial<LiveAttrs>) => void;
  remove: () => void;
}

export type LiveHandles = ObservableValue<readonly LiveHandle[]>;
let made = 0;

/** The frame of a live block; React renders its content, from the page's queries. */
export class LiveView implements NodeView {
  readonly dom: HTMLElement;
  readonly #handles: LiveHandles;
  #handle: LiveHandle;

  constructor(
    node: Node,
    view: EditorView,
    getPos: () => number | undefined,
    handles: LiveHandles,
  ) {
    this.#handles = handles;
    this.dom = document.createElement('div');
    this.dom.className = 'report-live';
    this.dom.contentEditable = 'false';
    made += 1;
    const change = (attrs: Partial<LiveAttrs>) => {
      const at = getPos();
      if (at === undefined) return;
      const transaction = view.state.tr;
      for (const [name, value] of Object.entries(attrs))
        transaction.setNodeAttribute(at, name, value);
      view.dispatch(transaction);
    };
    const remove = () => {
      const at = getPos();
      const there = at === undefined ? null : view.state.doc.nodeAt(at);
      if (at !== undefined && there) view.dispatch(view.state.tr.delete(at, at + there.nodeSize));
      view.focus();
    };
    this.#handle = { key: made, dom: this.dom, attrs: liveAttrs(node.attrs), change, remove };
    handles.set([...handles.get(), this.#handle]);
  }

  update(node: Node): boolean {
    const attrs = liveAttrs(node.attrs);
    if (node.type.name !== 'live' || attrs.kind !== this.#handle.attrs.kind) return false;
    if (JSON.stringify(attrs) === JSON.stringify(this.#handle.attrs)) return true;
    const next = { ...this.#handle, attrs };
    this.#handles.set(this.#handles.get().map((one) => (one === this.#handle ? next : one)));
    this.#handle = next;
    return true;
  }

  selectNode(): void {
    this.dom.classList.add('is-chosen');
  }

  deselectNode(): void {
    this.dom.classList.remove('is-chosen');
  }

  /**
   * Its buttons and fields handle their own keys and clicks; a click elsewhere in the frame selects
   * the block.
   */
  stopEvent(event: Event): boolean {
    return (
      event.target instanceof Element &&
      event.target !== this.dom &&
      event.target.closest('button, a, input, select, svg, [tabindex]') !== null
    );
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    this.#handles.set(this.#handles.get().filter((one) => one !== this.#handle));
  }
}
