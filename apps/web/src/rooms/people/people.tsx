import type { Participant } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Column } from '../../frame/page-head.tsx';
import { queries } from '../../data/queries.ts';
import { UnsavedBar } from '../../data/unsaved-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { InvolvementParts, PersonInvolvementLine } from './involvement.tsx';
import { sortPeople, orders, readOrder } from './order.ts';
import { OnCallQuestions } from './on-call-questions.tsx';
import { openRoles } from './set-roles.ts';
import { PersonRow } from './person-row.tsx';
import { ProfileQuestions } from './profile-questions.tsx';
import { Suggestions } from './suggestions.tsx';
import { QueryState } from '../../ui/query-state.tsx';

const route = getRouteApi('/inside/incidents/$ref/people');

/** The people in the record: never ranked. */
export function PeopleTab() {
  const { ref } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/incidents/$ref/people' });
  const { data: incident } = useSuspenseQuery(queries.incident(ref));
  const { data, error } = useQuery(queries.people(ref));
  const { data: involvement } = useQuery(queries.involvement(ref));
  const parts = new Map(involvement?.people.map((one) => [one.personId, one]));
  const profiles = new Map(data?.profiles.map((one) => [one.personId, one]));
  const order = readOrder(search.order);
  const people = sortPeople(data?.participants ?? [], order);
  const speakers = people.filter((person) => !person.isBot && !person.isObserver);
  const observers = people.filter((person) => !person.isBot && person.isObserver);
  const bots = people.filter((person) => person.isBot);
  const part = (title: string, lead: string, persons: Participant[]) =>
    persons.length > 0 && (
      <section aria-label={title} className="mb-9">
        <h2 className="text-base font-semibold">
          {title} <span className="tabular font-normal text-ink-soft">{persons.length}</span>
        </h2>
        <p className="mb-2 text-sm text-ink-soft">{lead}</p>
        <ul className="border-t border-line">
          {persons.map((person) => (
            <PersonRow
              key={person.personId}
              incident={incident}
              person={person}
              people={people}
              profile={profiles.get(person.personId) ?? null}
            >
              {involvement && (
                <PersonInvolvementLine
                  incident={ref}
                  name={person.name}
                  involvement={parts.get(person.personId)}
                  range={involvement}
                />
              )}
            </PersonRow>
          ))}
        </ul>
      </section>
    );
  return (
    <Column>
      <UnsavedBar
        writes={openRoles(ref)}
        refusal={({ name }) => `The roles of ${name} could not be saved`}
        typed={({ input }) => input.roles.join(', ')}
        renderConflict={() => null}
      />
      <QueryState of={{ data, error }} lines={6} />
      {data?.participants.length === 0 && (
        <EmptyState title="No people yet">
          Everyone who posted, reacted or was in a channel appears here. Import data, such as a
          Slack export, to start.
        </EmptyState>
      )}
      {data && data.suggestions.length > 0 && (
        <Suggestions
          incident={incident}
          suggestions={data.suggestions}
          participants={data.participants}
        />
      )}
      {data && data.profileQuestions.length > 0 && (
        <ProfileQuestions incident={incident} questions={data.profileQuestions} />
      )}
      {involvement && (
        <OnCallQuestions incident={incident} questions={involvement.onCallQuestions} />
      )}
      {people.length > 0 && (
        <div className="no-print mb-5">
          <FilterChip
            label="Sort by"
            value={order}
            choices={orders}
            onChoose={(next) =>
              void navigate({ search: next === 'name' ? {} : { order: next }, replace: true })
            }
          />
        </div>
      )}
      {involvement && involvement.nights.people > 0 && (
        <p className="mb-5 text-sm text-ink-soft">
          {involvement.nights.people} of {countText(involvement.nights.known, 'person', 'people')}{' '}
          with a known time zone wrote between 22:00 and 08:00 there.
        </p>
      )}
      {part('Took part', 'They posted or reacted.', speakers)}
      {part(
        'Observed',
        "They were in a channel but didn't post. They often know what wasn't said.",
        observers,
      )}
      {involvement && <InvolvementParts incident={ref} involvement={involvement} />}
      {part('Bots and tools', 'Listed separately.', bots)}
    </Column>
  );
}
