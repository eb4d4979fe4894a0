import type { Incident } from '@debrief/contract';
import { draftOf, type IncidentDraft } from './incident-draft.ts';
import { modeWords, statusWords } from './words.ts';

const labels = {
  title: 'Title',
  summary: 'Summary',
  severity: 'Severity',
  status: 'Status',
  mode: 'Kind',
  zone: 'Time zone',
  services: 'Services',
  teams: 'Teams',
} as const;
type Label = keyof typeof labels;
const order: Label[] = [
  'title',
  'summary',
  'severity',
  'status',
  'mode',
  'zone',
  'services',
  'teams',
];

function shown(draft: IncidentDraft, field: Label): string {
  if (field === 'status') return statusWords[draft.status].label;
  if (field === 'mode') return modeWords[draft.mode];
  return draft[field] === '' ? 'not set' : draft[field];
}

/** Somebody saved while this was being edited: what each says, side by side, where they differ. */
export function BothVersions({ mine, theirs }: { mine: IncidentDraft; theirs: Incident }) {
  const other = draftOf(theirs);
  const differing = order.filter((field) => mine[field] !== other[field]);
  if (differing.length === 0)
    return <p>Somebody else saved the very same. Either choice keeps it.</p>;
  return (
    <>
      <p className="mb-3 text-sm">
        Somebody else saved this while you were editing. Nothing is lost: these are both versions.
      </p>
      <table className="w-full table-fixed border-collapse text-sm">
        <thead>
          <tr className="text-left text-xs text-ink-soft">
            <th scope="col" className="w-24 py-1 font-medium">
              <span className="sr-only">Field</span>
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              Yours
            </th>
            <th scope="col" className="py-1 font-medium">
              Theirs, saved
            </th>
          </tr>
        </thead>
        <tbody>
          {differing.map((field) => (
            <tr key={field} className="border-t border-line align-top">
              <th scope="row" className="py-1.5 text-left font-medium">
                {labels[field]}
              </th>
              <td className="py-1.5 pr-3 wrap-anywhere whitespace-pre-wrap">
                {shown(mine, field)}
              </td>
              <td className="py-1.5 wrap-anywhere whitespace-pre-wrap">{shown(other, field)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
