import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';

export function SideSheet({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      onKeyDown={(event) =>
        event.key === 'Escape' && !event.defaultPrevented && (event.preventDefault(), onClose())
      }
      className="key-pane fixed inset-0 z-30 flex flex-col overflow-y-auto border-line bg-paper lg:sticky lg:top-0 lg:z-10 lg:max-h-dvh lg:w-[30rem] lg:shrink-0 lg:self-start lg:border-l"
    >
      <header className="flex items-center justify-between px-4 pt-3">
        <h2 className="text-sm font-semibold">{title}</h2>
        <IconButton label="Close" icon={<X size={16} />} onClick={onClose} />
      </header>
      <div className="px-4 pt-2 pb-20 sm:pb-6">{children}</div>
    </section>
  );
}
