import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { QueryState } from '../../ui/query-state.tsx';

export function PastedText({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error } = useQuery({
    queryKey: ['stories', 'paste', id],
    queryFn: ({ signal }) => api.story.getPaste({ id }, { signal }),
  });
  const lead = data?.isMended
    ? 'The text was unreadable, so Debrief repaired it. Both versions are kept.'
    : 'Kept in full.';
  return (
    <Dialog isOpen size="broad" title="Pasted text" lead={lead} onClose={onClose}>
      <QueryState of={{ data, error }} lines={6} />
      {data && (
        <>
          <div
            tabIndex={0}
            role="group"
            aria-label="Pasted text"
            className="max-h-[60vh] overflow-y-auto rounded-md border border-line bg-wash px-4 py-3 font-serif leading-relaxed wrap-anywhere whitespace-pre-wrap"
          >
            {data.text}
          </div>
          <Buttons>
            <a
              href={`data:application/octet-stream;base64,${data.original}`}
              download="pasted.txt"
              className={buttonClass()}
            >
              Download original
            </a>
          </Buttons>
        </>
      )}
    </Dialog>
  );
}
