import { X } from 'lucide-react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { useKnown } from '../../../ui/known-time.tsx';

/** Says that the requested item exists, but not under these filters. */
export function HiddenNote({ onShow, onClose }: { onShow: () => void; onClose: () => void }) {
  const isMasked = useKnown().at !== null;
  return (
    <div role="status" className="flex items-center gap-2 bg-highlight px-3 py-1.5 text-sm">
      <p className="flex-1">
        {isMasked
          ? 'The item is not shown under these filters, or became known after this time.'
          : "The item is not shown under these filters, or isn't in the sources of this incident."}
      </p>
      <Button small onClick={onShow}>
        Clear filters
      </Button>
      <IconButton small label="Dismiss" icon={<X size={14} />} onClick={onClose} />
    </div>
  );
}
