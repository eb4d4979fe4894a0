import type { ReportPreview } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useEffect, useEffectEvent, useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { cx } from '../../ui/cx.ts';
import { showToast } from '../../ui/toast.tsx';
import { useSend } from '../../ui/use-send.ts';

interface Chosen {
  name: string;
  file: Blob;
}

export function ImportReportDialog({
  incident,
  onClose,
}: {
  incident: string;
  onClose: () => void;
}) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [preview, setPreview] = useState<ReportPreview | null>(null);
  const [pasted, setPasted] = useState('');
  const { send, error, isBusy } = useSend();
  const look = (next: Chosen) => {
    setChosen(next);
    setPreview(null);
    send(() => api.report.preview({ name: next.name }, { file: next.file }).then(setPreview));
  };
  const isOver = useDroppedFile((file) => look({ name: file.name, file }));
  const importReport = ({ name, file }: Chosen) =>
    send(async () => {
      const imported = await api.report.import({ incident, name }, { file });
      await queryClient.invalidateQueries({ queryKey: queries.suggestions(incident).queryKey });
      await queryClient.invalidateQueries({ queryKey: queries.report(incident).queryKey });
      showToast({
        title: imported.isDuplicate
          ? 'This report was already imported'
          : `Imported, with ${countText(imported.suggestions, 'suggestion')}`,
      });
      onClose();
    });
  const dated = preview?.rows.filter((row) => row.at !== null).length ?? 0;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Import a postmortem"
      lead="Debrief adds its text to the report and suggests events, factors and follow-ups."
      size="wide"
    >
      <div
        className={cx(
          'rounded-md border border-dashed p-3',
          isOver ? 'border-accent bg-accent-wash' : 'border-line-strong',
        )}
      >
        <FileField
          label="Drop a file in Markdown, HTML or plain text here, or"
          accept=".md,.markdown,.html,.htm,.txt"
          name={pasted === '' ? (chosen?.name ?? null) : null}
          onFile={(file) => file && look({ name: file.name, file })}
        />
      </div>
      <label className="mt-3 block text-sm font-medium">
        Or its text
        <textarea
          className="mt-1 block w-full rounded-md border border-line-strong bg-sheet p-2 font-mono text-sm"
          rows={6}
          value={pasted}
          onChange={({ target }) => (setPasted(target.value), setPreview(null))}
        />
      </label>
      {preview && (
        <p role="status" className="mt-3 text-sm">
          “{preview.title}”:{' '}
          {[
            countText(preview.sections.length, 'section'),
            `${countText(preview.rows.length, 'timeline event')} (${dated} with a time)`,
            countText(preview.causes.length, 'cause'),
            countText(preview.actions.length, 'action item'),
          ].join(', ')}
          .{' '}
          {preview.words.lost.length === 0
            ? `All ${countText(preview.words.in, 'word')} are kept.`
            : `${countText(preview.words.lost.length, 'word')} would differ.`}
        </p>
      )}
      <ProblemNote error={error} />
      <Buttons>
        {preview && chosen ? (
          <Button look="primary" isBusy={isBusy} onClick={() => importReport(chosen)}>
            Import
          </Button>
        ) : (
          <Button
            look="primary"
            isBusy={isBusy}
            disabled={pasted.trim() === ''}
            onClick={() => look({ name: 'pasted-report.md', file: new Blob([pasted]) })}
          >
            Preview
          </Button>
        )}
        <Button onClick={onClose}>Cancel</Button>
      </Buttons>
    </Dialog>
  );
}

/**
 * While the dialog is open, a dropped file is the report; the frame, which would import it as
 * evidence, does not get it.
 */
function useDroppedFile(onFile: (file: File) => void): boolean {
  const [isOver, setOver] = useState(false);
  const take = useEffectEvent(onFile);
  useEffect(() => {
    const stop = new AbortController();
    const hear = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(event.type === 'dragover' || event.type === 'dragenter');
      const file = event.type === 'drop' ? event.dataTransfer.files[0] : undefined;
      if (file) take(file);
    };
    for (const type of ['dragenter', 'dragover', 'dragleave', 'drop'] as const)
      globalThis.addEventListener(type, hear, { signal: stop.signal, capture: true });
    return () => stop.abort();
  }, []);
  return isOver;
}
