import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { buttonClass } from './button.tsx';
import { cx } from './cx.ts';

interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
  size?: 'narrow' | 'wide' | 'broad';
}

const widths = { narrow: 'max-w-112', wide: 'max-w-176', broad: 'max-w-240' };

const fields = ':is(input, textarea, select):not(:disabled, [type="hidden"], [type="file"])';

/** The first field, or true (the first control): a field that is loaded later then gets the focus from it. */
function focusFirstField(content: HTMLElement | null): HTMLElement | true {
  const field = content?.querySelector<HTMLElement>(fields);
  if (field || !content) return field ?? true;
  const loaded = new MutationObserver(() => {
    const late = content.querySelector<HTMLElement>(fields);
    if (!late) return;
    loaded.disconnect();
    if (!content.contains(document.activeElement)) late.focus();
  });
  loaded.observe(content, { childList: true, subtree: true });
  return true;
}

/** Esc, the backdrop and the close button close it; the focus returns to where it came from. */
export function Dialog({ isOpen, onClose, title, lead, children, size = 'narrow' }: DialogProps) {
  const content = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="modal-backdrop fixed inset-0 bg-black/30 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 flex items-start justify-center overflow-y-auto p-3 sm:p-12 small:py-3">
          <Base.Popup
            // On a touch screen, a focused field opens the keyboard over the dialog.
            initialFocus={(opened) => opened === 'touch' || focusFirstField(content.current)}
            className={cx(
              'w-full rounded-lg border border-line bg-sheet shadow-float transition-[opacity,translate] data-ending-style:opacity-0 data-starting-style:-translate-y-1 data-starting-style:opacity-0',
              widths[size],
            )}
          >
            <header className="flex items-start gap-3 px-5 pt-4">
              <div className="min-w-0 flex-1">
                <Base.Title className="text-lg font-semibold">{title}</Base.Title>
                {lead && (
                  <Base.Description className="mt-0.5 text-sm text-ink-soft">
                    {lead}
                  </Base.Description>
                )}
              </div>
              <Base.Close
                aria-label="Close"
                className={cx(buttonClass('quiet'), 'aspect-square px-0!')}
              >
                <X size={16} />
              </Base.Close>
            </header>
            <div ref={content} className="px-5 pt-4 pb-5">
              {children}
            </div>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

export function Buttons({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cx('mt-5 flex flex-wrap items-center gap-2', className)}>{children}</div>;
}
