import { SectionKind, sectionWords } from '@debrief/contract';
import { rowButtonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { addSection } from './writing/sections.ts';
import { newId, type WritingDesk } from './use-desk.ts';

interface AddSectionProps {
  desk: WritingDesk;
  /** After this one, or at the end. */
  afterId: string | null;
  onClose: () => void;
}

export function AddSection({ desk, afterId, onClose }: AddSectionProps) {
  const has = new Set<SectionKind>(
    desk.sections.get().flatMap((one) => (one.isRemoved || one.kind === 'other' ? [] : [one.kind])),
  );
  const kinds = SectionKind.options.toSorted((a, b) => Number(has.has(a)) - Number(has.has(b)));
  const add = (kind: SectionKind) => {
    const { editor } = desk;
    onClose();
    if (!editor) return;
    addSection(kind, afterId, newId)(editor.state, editor.view.dispatch);
    // The dialog returns the focus to what opened it; then the new section gets it.
    setTimeout(() => editor.view.focus(), 60);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Add a section"
      lead="Readers don't see sections without text."
      size="wide"
    >
      <ul className="grid gap-1 sm:grid-cols-2">
        {kinds.map((kind) => (
          <li key={kind}>
            <button
              type="button"
              onClick={() => add(kind)}
              className={cx(rowButtonClass, 'w-full px-2 py-1.5')}
            >
              <span className="block text-sm font-medium">
                {kind === 'other' ? 'A section of your own' : sectionWords[kind].name}
                {has.has(kind) && (
                  <span className="ml-1 text-xs font-normal text-ink-soft">in the report</span>
                )}
              </span>
              <span className="block text-xs text-ink-soft">
                {kind === 'other' ? 'With a title that you give it.' : sectionWords[kind].hint}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
