import type { Incident, MatchSuggestion, Participant } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { Button } from '../../ui/button.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { declineMatch, mergePersons } from './merge.ts';

interface SuggestionsProps {
  incident: Incident;
  suggestions: MatchSuggestion[];
  participants: Participant[];
}

/** People who could be the same. Debrief asks; it never merges on its own. */
export function Suggestions({ incident, suggestions, participants }: SuggestionsProps) {
  return (
    <section
      aria-label="Possible duplicates"
      className="mb-9 rounded-lg border border-line bg-wash px-4 py-3"
    >
      <h2 className="text-base font-semibold">Are these the same person?</h2>
      <ul className="mt-1">
        {suggestions.map((suggestion) => (
          <Suggestion
            key={suggestion.personIds.join()}
            incident={incident}
            suggestion={suggestion}
            participants={participants}
          />
        ))}
      </ul>
    </section>
  );
}

function Suggestion({
  incident,
  suggestion,
  participants,
}: {
  incident: Incident;
  suggestion: MatchSuggestion;
  participants: Participant[];
}) {
  const { ref } = incident;
  const [into, from] = suggestion.personIds.map((id) =>
    participants.find((person) => person.personId === id),
  );
  const merge = useMutation({
    mutationFn: async () => into && from && mergePersons(ref, into, from),
    onError: showProblem,
  });
  const decline = useMutation({
    mutationFn: () => declineMatch(ref, suggestion.personIds),
    onError: showProblem,
  });
  const isBusy = merge.isPending || decline.isPending;
  const mayDecide = into?.can.change ?? incident.can.change;
  const where = (person: Participant | undefined) =>
    person?.identities.map((identity) => identity.sourceName).join(', ') ?? '';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-2 first:border-t-0">
      <p className="min-w-0 flex-1 basis-72">
        <span className="font-medium">{suggestion.names[0]}</span>{' '}
        <span className="text-sm text-ink-soft">({where(into)})</span> and{' '}
        <span className="font-medium">{suggestion.names[1]}</span>{' '}
        <span className="text-sm text-ink-soft">({where(from)})</span>
        <span className="block text-sm text-ink-soft">{suggestion.reason}</span>
      </p>
      {mayDecide && (
        <>
          <Button disabled={isBusy || !into || !from} onClick={() => merge.mutate()}>
            Same person
          </Button>
          <Button look="quiet" disabled={isBusy} onClick={() => decline.mutate()}>
            Different people
          </Button>
        </>
      )}
    </li>
  );
}
