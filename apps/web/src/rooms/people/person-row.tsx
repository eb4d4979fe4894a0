import type { Incident, Participant, Profile } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { listProfileTexts } from '@debrief/rules/people';
import { Link } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { Suspense, useState, type ReactNode } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Time } from '../../ui/time.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { toInitials } from './initials.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { matchProfile, splitOff } from './merge.ts';
import { RemoveDialog } from '../evidence/redact/index.ts';
import { PersonName } from './card/index.ts';
import { Roles } from './roles.tsx';
import { RenameDialog } from './rename-dialog.tsx';

interface PersonRowProps {
  incident: Incident;
  person: Participant;
  people: Participant[];
  profile: Profile | null;
  /** When they wrote and how they came in. */
  children?: ReactNode;
}

/** Identities with the same name and email share a line with their sources. */
function Identities({ person }: { person: Participant }) {
  const groups = Map.groupBy(person.identities, ({ name, email }) =>
    [name === person.name ? '' : name, email ?? ''].filter(Boolean).join(' · '),
  );
  return [...groups].map(([who, identities]) => (
    <span key={who} className="block text-xs wrap-anywhere text-ink-soft">
      {[who, new Intl.ListFormat('en').format(identities.map((one) => one.sourceName))]
        .filter(Boolean)
        .join(' · ')}
    </span>
  ));
}

export function PersonRow({ incident, person, people, profile, children }: PersonRowProps) {
  const [open, setOpen] = useState<'merge' | 'rename' | 'remove' | null>(null);
  const { ref } = incident;
  const notInDirectory = ({ personId, entryId }: Profile) => ({
    label: 'Not this person in the directory',
    run: () =>
      void matchProfile(ref, { personId, entryId, name: person.name, isSame: false }).catch(
        showProblem,
      ),
  });
  const splits = person.identities.length < 2 ? [] : person.identities;
  return (
    <li className="flex items-start gap-3 border-b border-line py-2.5">
      <span
        aria-hidden="true"
        className="mt-0.5 flex size-7 shrink-0 items-center justify-center rounded-full bg-wash-strong text-2xs font-medium text-ink-soft"
      >
        {toInitials(person.name)}
      </span>
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-0.5 md:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <div className="min-w-0">
          <PersonName personId={person.personId} name={person.name} className="font-medium" />
          {profile && (
            <span className="block text-sm wrap-anywhere">
              {listProfileTexts(profile, person).join(' · ')}
            </span>
          )}
          <Identities person={person} />
          {!person.isBot && <Roles incident={incident} person={person} people={people} />}
        </div>
        <div className="tabular text-sm text-ink-soft">
          {person.isObserver ? (
            'did not post'
          ) : (
            <>
              {person.written > 0 ? (
                <Link
                  to="/incidents/$ref"
                  params={{ ref }}
                  search={{ author: person.personId }}
                  className="text-accent underline underline-offset-2"
                >
                  wrote {numberText(person.written)}
                </Link>
              ) : (
                'did not post'
              )}
              {person.reactions > 0 && `, ${countText(person.reactions, 'reaction')}`}
            </>
          )}
          {person.firstAt && (
            <span className="block text-xs">
              first appeared <Time at={person.firstAt} />
            </span>
          )}
          {children}
        </div>
      </div>
      {person.can.change && (
        <Menu
          trigger={<IconButton label={`Change ${person.name}`} icon={<Ellipsis size={16} />} />}
          groups={[
            [
              { label: 'Rename…', run: () => setOpen('rename') },
              { label: 'Merge with another person…', run: () => setOpen('merge') },
            ],
            splits.map((identity) => ({
              label: `Split off ${identity.name} (${identity.sourceName})`,
              run: () => void splitOff(ref, person, identity.id, identity.name).catch(showProblem),
            })),
            incident.can.delete && person.written > 0
              ? [
                  {
                    label: 'Remove what this person wrote…',
                    isDanger: true,
                    run: () => setOpen('remove'),
                  },
                ]
              : [],
            profile ? [notInDirectory(profile)] : [],
          ]}
        />
      )}
      {open === 'merge' && (
        <MergeDialog
          incident={incident}
          person={person}
          people={people}
          onClose={() => setOpen(null)}
        />
      )}
      <Suspense>
        {open === 'remove' && (
          <RemoveDialog
            incident={incident}
            of={{ person: person.personId }}
            what={`written by ${person.name} in ${ref} will be removed`}
            onClose={() => setOpen(null)}
          />
        )}
      </Suspense>
      {open === 'rename' && (
        <RenameDialog incident={incident} person={person} onClose={() => setOpen(null)} />
      )}
    </li>
  );
}
