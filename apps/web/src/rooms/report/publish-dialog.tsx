import type { PublishedVersion } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../data/draft.ts';
import { Checkbox, Field, Select, TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { ReadProblem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { readTime } from '../../ui/zoned-time.ts';
import { describeHidden } from './hidden-sentences.ts';
import { ReadinessList } from './readiness-list.tsx';

interface Given {
  incident: { ref: string; title: string; zone: string };
  onClose: () => void;
  onJump?: (sectionId: string) => void;
}

const visibilities = [
  { value: 'internal' as const, label: 'Everyone with access to the incident' },
  { value: 'restricted' as const, label: 'Only people I select' },
];

export function PublishDialog({ incident, onClose, onJump = () => {} }: Given) {
  const { ref } = incident;
  const [made, setMade] = useState<PublishedVersion | null>(null);
  if (made) {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={`Version ${made.number} published`}
        lead="You can keep editing the report. This version never changes."
      >
        <p>
          <a className="text-accent underline" href={made.path}>
            {`${globalThis.location.origin}${made.path}`}
          </a>
        </p>
        <Buttons>
          <a href={made.path} className={buttonClass('primary')}>
            Read it
          </a>
          <Button onClick={onClose}>Close</Button>
        </Buttons>
      </Dialog>
    );
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Publish the report"
      lead="Publishing creates a permanent, numbered version."
      size="wide"
    >
      <PublishForm
        ref_={ref}
        title={incident.title}
        zone={incident.zone}
        onClose={onClose}
        onJump={(sectionId) => (onClose(), onJump(sectionId))}
        onDone={(version) => {
          void queryClient.invalidateQueries({ queryKey: ['incident', ref, 'versions'] });
          setMade(version);
        }}
      />
    </Dialog>
  );
}

interface FormGiven {
  ref_: string;
  title: string;
  zone: string;
  onClose: () => void;
  onJump: (sectionId: string) => void;
  onDone: (version: PublishedVersion) => void;
}

function PublishForm({ ref_: ref, title: ofIncident, zone, onClose, onJump, onDone }: FormGiven) {
  const [knownText, setKnownText] = useState('');
  const knownAt = knownText.trim() === '' ? null : readTime(knownText, zone);
  const isUnclear = knownText.trim() !== '' && knownAt === null;
  const {
    data: readiness,
    error: unread,
    isPlaceholderData,
    refetch,
  } = useQuery({
    ...queries.readiness(ref, knownAt),
    refetchOnMount: 'always',
    placeholderData: (before) => before,
  });
  const { data: versions, isPending } = useQuery(queries.versions(ref));
  const newest = versions?.items.toSorted((a, b) => b.number - a.number)[0];
  // The title of the last version, until someone types another.
  const [written, setTitle] = useState<string | null>(null);
  const title = written ?? newest?.title ?? ofIncident;
  const [summary, setSummary] = useDraft(`publish.${ref}`, '');
  const [visibility, setVisibility] = useState<'internal' | 'restricted'>('internal');
  const [readers, setReaders] = useState<readonly string[]>([]);
  const publish = useMutation({
    mutationFn: () =>
      api.report.publish({
        incident: ref,
        state: readiness?.state ?? '',
        title,
        summary,
        visibility,
        readers: [...readers],
        ...(knownAt !== null && { knownAt }),
      }),
    onSuccess: (version) => (setSummary(''), onDone(version)),
    // The draft may have changed since the preview: the list then shows the new one.
    onError: () => void refetch(),
  });
  if (unread) return <ReadProblem error={unread} />;
  if (!readiness || isPending) return <Skeleton lines={5} />;
  const isBlocked =
    isUnclear || isPlaceholderData || readiness.isEmpty || readiness.gone.length > 0;
  return (
    <Form
      save={publish}
      submit={`Publish version ${readiness.next}`}
      isDisabled={isBlocked}
      onCancel={onClose}
    >
      <ReadinessList readiness={readiness} onJump={onJump} />
      <Field
        label="Title"
        value={title}
        maxLength={300}
        required
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextArea
        label={readiness.next === 1 ? 'What is this?' : 'What changed since the last version?'}
        hint="One or two sentences, shown at the top."
        rows={2}
        maxLength={2000}
        value={summary}
        onChange={(event) => setSummary(event.target.value)}
      />
      <Select label="Readers" value={visibility} choices={visibilities} onChoose={setVisibility} />
      {visibility === 'restricted' && <Readers chosen={readers} onChoose={setReaders} />}
      <TimeField
        label="Known at"
        text={knownText}
        onType={setKnownText}
        zone={zone}
        hint="Publishes only what was known at this time. Empty: everything"
      />
      {readiness.masked && (
        <p role="status" className="text-sm text-ink-soft">
          {describeHidden(readiness.masked)}
        </p>
      )}
    </Form>
  );
}

function Readers({
  chosen,
  onChoose,
}: {
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
}) {
  const { data } = useQuery(queries.accounts());
  return (
    <fieldset className="max-h-48 overflow-y-auto rounded-md border border-line px-3 py-2">
      <legend className="px-1 text-sm font-medium">Readers</legend>
      {data?.items
        .filter((account) => !account.isDisabled)
        .map((account) => (
          <Checkbox
            key={account.id}
            label={account.name}
            checked={chosen.includes(account.id)}
            onChange={(event) =>
              onChoose(
                event.target.checked
                  ? [...chosen, account.id]
                  : chosen.filter((id) => id !== account.id),
              )
            }
          />
        ))}
    </fieldset>
  );
}
