import { type StorySummary, type StoryPart, storyParts } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { agoText } from '@debrief/rules/time';
import { Link } from '@tanstack/react-router';
import { nowMs } from '../../../clock.ts';
import { Chip } from '../../../ui/chip.tsx';
import { gradesText, outcomeWords, partWords } from '../words.ts';
import { useReaderZone } from '../../../ui/time-zone.tsx';

export function StoryRow({ story }: { story: StorySummary }) {
  const zone = useReaderZone();
  return (
    <li className="border-b border-line">
      <Link
        data-row=""
        to="/stories/$id"
        params={{ id: story.id }}
        className="block px-2 py-3 text-ink no-underline hover:bg-wash"
      >
        <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <span className="min-w-0 font-serif text-lg wrap-anywhere">{story.title}</span>
          {story.isDraft && (
            <Chip tone="warn" {...(story.draftReason ? { title: story.draftReason } : {})}>
              draft
            </Chip>
          )}
          {!story.isMine && <Chip>{story.ownerName}'s story</Chip>}
          {story.isExample && <Chip>example</Chip>}
          <span className="flex-1" />
          <time dateTime={story.updatedAt} className="text-xs text-ink-soft">
            {agoText(story.updatedAt, { ms: nowMs(), zone })}
          </time>
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-soft">
          <Parts present={story.parts} />
          <span>{gradesText(story.grades)}</span>
          {story.words > 0 && <span className="tabular">{countText(story.words, 'word')}</span>}
          {story.outcome && <span>{outcomeWords[story.outcome]}</span>}
          <span className="min-w-0 truncate">{describeIncident(story)}</span>
        </span>
        {story.isDraft && story.draftReason && (
          <span className="mt-1 block text-sm text-ink-soft">{story.draftReason}</span>
        )}
      </Link>
    </li>
  );
}

function describeIncident(story: StorySummary): string {
  if (story.incident) return `${story.incident.ref} ${story.incident.title}`;
  return story.isIncidentHidden
    ? 'You no longer have access to its incident'
    : 'From memory, without an incident';
}

function Parts({ present }: { present: readonly StoryPart[] }) {
  const missing = storyParts
    .filter((part) => !present.includes(part))
    .map((part) => partWords[part].label.toLowerCase());
  return (
    <span
      className="inline-flex gap-0.5 font-medium"
      title={missing.length === 0 ? 'All parts are written' : `Missing: ${missing.join(', ')}`}
    >
      <span className="sr-only">
        {missing.length === 0 ? 'All parts are written.' : `Missing: ${missing.join(', ')}.`}
      </span>
      {storyParts.map((part) => (
        <span
          key={part}
          aria-hidden="true"
          className={
            present.includes(part)
              ? 'w-5 rounded-sm bg-wash-strong text-center text-xs leading-5 text-ink'
              : 'w-5 rounded-sm border border-dashed border-line-strong text-center text-xs leading-4.5 text-ink-faint'
          }
        >
          {present.includes(part) ? partWords[part].letter : '·'}
        </span>
      ))}
    </span>
  );
}
