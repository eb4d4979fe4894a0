import type { PublishedVersion, ReaderQuestion } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Time } from '../../ui/time.tsx';

export function PublishedVersions({ incident }: { incident: string }) {
  const { data: versions } = useQuery(queries.versions(incident));
  const { data: questions } = useQuery({
    ...queries.readerQuestions(incident),
    enabled: (versions?.items.length ?? 0) > 0,
  });
  const [leaving, setLeaving] = useState<PublishedVersion | null>(null);
  if (!versions || versions.items.length === 0) return null;
  const waiting = questions?.items.filter((one) => one.answer === null) ?? [];
  return (
    <section aria-labelledby="versions" className="mt-6 text-sm">
      <h2 id="versions" className="font-semibold">
        Published versions
      </h2>
      <ul className="mt-1 flex flex-col gap-2">
        {versions.items.map((version) => (
          <VersionRow key={version.id} version={version} onUnpublish={() => setLeaving(version)} />
        ))}
      </ul>
      {waiting.length > 0 && (
        <>
          <h3 className="mt-3 font-semibold">Readers wait for an answer</h3>
          <ul className="mt-1 flex flex-col gap-2">
            {waiting.map((question) => (
              <QuestionRow key={question.id} question={question} incident={incident} />
            ))}
          </ul>
        </>
      )}
      {leaving && <UnpublishDialog version={leaving} onClose={() => setLeaving(null)} />}
    </section>
  );
}

function VersionRow({
  version,
  onUnpublish,
}: {
  version: PublishedVersion;
  onUnpublish: () => void;
}) {
  const { number, path, unpublished, summary, publishedAt, publishedBy, visibility, can } = version;
  return (
    <li>
      <div className="flex flex-wrap items-center gap-x-2 leading-5">
        {unpublished ? (
          <span className="text-ink-soft line-through">Version {number}</span>
        ) : (
          <a href={path} className="touch leading-6 text-accent underline">
            Version {number}
          </a>
        )}
        {visibility === 'restricted' && <Chip>Named readers</Chip>}
        {can.unpublish && (
          <Menu
            align="end"
            trigger={
              <IconButton
                small
                label={`More for version ${number}`}
                icon={<Ellipsis size={14} aria-hidden="true" />}
              />
            }
            groups={[[{ label: 'Unpublish…', isDanger: true, run: onUnpublish }]]}
          />
        )}
      </div>
      <p className="text-ink-soft">
        <Time at={publishedAt} />, {publishedBy.name}
      </p>
      {summary && <p className="text-ink-soft">{summary}</p>}
      {unpublished && <p className="text-ink-soft">Unpublished: {unpublished.reason}</p>}
    </li>
  );
}

function QuestionRow({ question, incident }: { question: ReaderQuestion; incident: string }) {
  return (
    <li>
      <a
        href={`/reviews/${incident}/${question.number}#q-${question.id}`}
        className="text-accent underline"
      >
        {question.text}
      </a>
      <p className="text-ink-soft">
        {question.askedBy.name}, {question.sectionTitle}
      </p>
    </li>
  );
}

function UnpublishDialog({ version, onClose }: { version: PublishedVersion; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const unpublish = useMutation({
    mutationFn: () =>
      api.report.unpublish({ incident: version.ref, number: version.number, reason }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['incident', version.ref, 'versions'] });
      onClose();
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title={`Unpublish version ${version.number}`}
      lead="People with the link will see your reason. Publishing again creates a new version."
      save={unpublish}
      submit="Unpublish"
    >
      <TextArea
        label="Reason"
        required
        autoFocus
        rows={3}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  );
}
