import type { Calibration, CalibrationLink, CalibrationPerson } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { incidentKey, read } from '../../data/read.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { CopyBox } from '../../ui/copy-box.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { Time } from '../../ui/time.tsx';
import { showToast } from '../../ui/toast.tsx';
import { Changes } from './changes.tsx';

const calibrationQuery = (incident: string) =>
  read(incidentKey(incident, 'calibration'), (options) =>
    api.calibration.get({ incident }, options),
  );

/** Who was asked to check what the review says about them, and what that changed. */
export function CalibrationSection({ incident }: { incident: string }) {
  const { data, error } = useQuery(calibrationQuery(incident));
  const [links, setLinks] = useState<readonly CalibrationLink[]>([]);
  const refresh = () =>
    queryClient.invalidateQueries({ queryKey: calibrationQuery(incident).queryKey });
  const showLinks = (made: readonly CalibrationLink[]) => {
    setLinks((known) => [
      ...known.filter((one) => !made.some(({ personId }) => personId === one.personId)),
      ...made,
    ]);
    return refresh();
  };
  return (
    <section aria-label="Calibration" className="mt-8">
      <h2 className="text-base font-semibold">Calibration</h2>
      <p className="mb-2 text-sm text-pretty text-ink-soft">
        People check what the review says about them before it is published. Answers are private
        until they finish.
      </p>
      <QueryState of={{ data, error }} lines={3} />
      {data && (
        <>
          <People
            calibration={data}
            incident={incident}
            links={links}
            onLinks={showLinks}
            onChange={refresh}
          />
          <Changes calibration={data} onChange={refresh} />
        </>
      )}
    </section>
  );
}

interface PeopleProps {
  calibration: Calibration;
  incident: string;
  links: readonly CalibrationLink[];
  onLinks: (links: readonly CalibrationLink[]) => Promise<void>;
  onChange: () => Promise<void>;
}

function People({ calibration: { people, can }, incident, links, onLinks, onChange }: PeopleProps) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const open = people.filter(({ request }) => request === null).map(({ personId }) => personId);
  const personIds = open.filter((id) => selected.has(id));
  const send = useMutation({
    mutationFn: () => api.calibration.send({ incident, personIds }),
    onSuccess: (sent) => {
      setSelected(new Set());
      showToast({ title: `Asked ${countText(personIds.length, 'person', 'people')}` });
      return onLinks(sent.links);
    },
  });
  const toggle = (id: string) =>
    setSelected((known) => {
      const next = new Set(known);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  if (people.length === 0)
    return <p className="text-sm">The review says nothing about people of the incident yet.</p>;
  return (
    <>
      <ul className="border-t border-line">
        {people.map((person) => (
          <PersonRow
            key={person.personId}
            person={person}
            canSend={can.send}
            isSelected={selected.has(person.personId)}
            link={links.find(({ personId }) => personId === person.personId)}
            onToggle={() => toggle(person.personId)}
            onLinks={onLinks}
            onChange={onChange}
          />
        ))}
      </ul>
      {can.send && open.length > 0 && (
        <p className="mt-3 flex flex-wrap items-center gap-2">
          <Button
            small
            look="primary"
            isBusy={send.isPending}
            disabled={personIds.length === 0}
            onClick={() => send.mutate()}
          >
            Send requests
          </Button>
          {personIds.length < open.length && (
            <Button small onClick={() => setSelected(new Set(open))}>
              Select all {open.length}
            </Button>
          )}
        </p>
      )}
      <ProblemNote error={send.error} />
    </>
  );
}

interface PersonRowProps {
  person: CalibrationPerson;
  canSend: boolean;
  isSelected: boolean;
  link: CalibrationLink | undefined;
  onToggle: () => void;
  onLinks: (links: readonly CalibrationLink[]) => Promise<void>;
  onChange: () => Promise<void>;
}

function PersonRow({ person, canSend, isSelected, link, onToggle, ...on }: PersonRowProps) {
  const { name, request, entries, hasAccount } = person;
  const replace = useMutation({
    mutationFn: (id: string) => api.calibration.newLink({ id }),
    onSuccess: (made) => on.onLinks([made]),
  });
  const withdraw = useMutation({
    mutationFn: (id: string) => api.calibration.withdraw({ id }),
    onSuccess: () => {
      showToast({ title: `The request to ${name} was withdrawn` });
      return on.onChange();
    },
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 text-sm">
      {request === null && canSend ? (
        <Checkbox label={name} checked={isSelected} onChange={onToggle} />
      ) : (
        <span className="font-medium wrap-anywhere">{name}</span>
      )}
      <State person={person} />
      <span className="text-ink-soft">
        {countText(entries, 'entry', 'entries')}
        {request && request.finishedAt === null && `, ${request.answered} answered`}
        {!hasAccount && ', no account'}
      </span>
      {request && canSend && (
        <span className="ml-auto flex gap-2">
          {!hasAccount && request.finishedAt === null && (
            <Button
              small
              look="quiet"
              isBusy={replace.isPending}
              onClick={() => replace.mutate(request.id)}
            >
              New link
            </Button>
          )}
          <Button
            small
            look="quiet"
            isBusy={withdraw.isPending}
            onClick={() => withdraw.mutate(request.id)}
          >
            Withdraw
          </Button>
        </span>
      )}
      {link && (
        <span className="basis-full">
          <CopyBox label={`Link for ${name}`} text={`${globalThis.location.origin}${link.path}`} />
          <span className="mt-1 block text-xs text-ink-soft">
            Send this link to {name}. It is shown only once and works in the first browser that
            opens it, until <Time at={link.expiresAt} show="day" />.
          </span>
        </span>
      )}
      <ProblemNote error={replace.error ?? withdraw.error} />
    </li>
  );
}

function State({ person: { request } }: { person: CalibrationPerson }) {
  if (request === null) return null;
  const { finishedAt, openedAt, sentAt } = request;
  const [label, at, tone] =
    finishedAt !== null
      ? (['Finished', finishedAt, 'good'] as const)
      : openedAt !== null
        ? (['Opened', openedAt, 'accent'] as const)
        : (['Sent', sentAt, 'plain'] as const);
  return (
    <Chip tone={tone}>
      {label} <Time at={at} show="day" />
    </Chip>
  );
}
