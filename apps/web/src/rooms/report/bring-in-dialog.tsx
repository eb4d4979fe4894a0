import type { ReportPreview } from '@debrief/contract';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../queries.ts';
import { Button } from '../../ui/button.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { say } from '../../ui/toast.tsx';

interface Chosen {
  name: string;
  file: Blob;
}

/** Takes a file or pasted text, shows what would become of it, and brings it in. */
export function BringInDialog({ incident, onClose }: { incident: string; onClose: () => void }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [preview, setPreview] = useState<ReportPreview | null>(null);
  const [pasted, setPasted] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const during = (work: Promise<void>) => {
    setBusy(true);
    setError(null);
    work.catch(setError).finally(() => setBusy(false));
  };
  const look = (next: Chosen) => {
    setChosen(next);
    setPreview(null);
    during(api.report.preview({ name: next.name }, { file: next.file }).then(setPreview));
  };
  const bringIn = ({ name, file }: Chosen) =>
    during(
      api.report.bringIn({ incident, name }, { file }).then(async (brought) => {
        await queryClient.invalidateQueries({ queryKey: queries.proposals(incident).queryKey });
        await queryClient.invalidateQueries({ queryKey: queries.report(incident).queryKey });
        say({ title: brought.isKnown ? 'This report was brought in before' : `Brought in, with ${brought.proposals} proposals` });
        onClose();
      }),
    );
  const dated = preview?.rows.filter((row) => row.at !== null).length ?? 0;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Bring in a report"
      lead="It becomes evidence, then sections of the report, and proposals that quote it."
      size="wide"
    >
      <label className="block text-sm font-medium">
        A file in Markdown, HTML or plain text
        <input
          type="file"
          accept=".md,.markdown,.html,.htm,.txt"
          className="mt-1 block w-full"
          onChange={({ target: { files } }) => files?.[0] && look({ name: files[0].name, file: files[0] })}
        />
      </label>
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
          “{preview.title}”: {preview.sections.length} sections, {preview.rows.length} rows of a timeline ({dated} with a time), {preview.causes.length} causes,{' '}
          {preview.actions.length} actions.{' '}
          {preview.words.lost.length === 0 ? `All ${preview.words.in} words are kept.` : `${preview.words.lost.length} words would differ.`}
        </p>
      )}
      {error !== null && <ProblemNote error={error} />}
      <Buttons>
        {preview && chosen ? (
          <Button look="primary" isBusy={isBusy} onClick={() => bringIn(chosen)}>
            Bring it in
          </Button>
        ) : (
          <Button isBusy={isBusy} disabled={pasted.trim() === ''} onClick={() => look({ name: 'pasted-report.md', file: new Blob([pasted]) })}>
            Look at it first
          </Button>
        )}
      </Buttons>
    </Dialog>
  );
}
