import type { Coverage, CoverageCell } from '@debrief/contract';
import { dayText } from '@debrief/rules/time';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { gradeWords, outcomeWords } from '../words.ts';
import { markCompetency } from './mark-competency.ts';
import { reportFailure } from '../../../ui/toast.tsx';

type CoveredStory = Coverage['stories'][number];

export function Matrix({ coverage }: { coverage: Coverage }) {
  return (
    <>
      <Table coverage={coverage} />
      <ByCompetency coverage={coverage} />
    </>
  );
}

const link =
  'font-medium wrap-anywhere text-ink underline decoration-line-strong underline-offset-2';
const corner = 'sticky left-0 z-1 max-w-56 min-w-44 bg-paper pr-3';

function describeStory({ happenedOn, outcome }: CoveredStory): string {
  return [
    happenedOn === null ? 'no day' : dayText(happenedOn),
    ...(outcome ? [outcomeWords[outcome].replace(' ', '\u00A0')] : []),
  ].join(' · ');
}

/**
 * A row per competency, a column per story: the most frequent grade of its actions and results, as
 * a word. The table scrolls sideways.
 */
function Table({ coverage: { framework, stories, cells, suggested } }: { coverage: Coverage }) {
  const region = useRef<HTMLDivElement>(null);
  return (
    // Text for screen readers is also positioned inside, or it would widen the page.
    <div
      ref={region}
      role="region"
      aria-label="Stories by competency"
      tabIndex={0}
      className="relative overflow-x-auto max-sm:hidden"
    >
      <table className="border-collapse text-sm">
        <thead>
          <tr className="border-b border-line-strong align-bottom">
            <td className={corner} />
            {stories.map((one) => (
              <th
                key={one.id}
                scope="col"
                className="max-w-52 min-w-40 px-3 py-2 text-left font-normal"
              >
                <Link to="/stories/$id/preview" params={{ id: one.id }} className={link}>
                  {one.title}
                </Link>
                <span className="block text-xs text-ink-soft">{describeStory(one)}</span>
                <span className="block text-xs text-ink-soft">
                  shows {one.uses} of {framework.competencies.length}
                </span>
                {one.isDraft && <Chip tone="warn">draft</Chip>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {framework.competencies.map(({ key, name, hint }) => (
            <tr key={key} className="border-b border-line align-top">
              <th
                scope="row"
                title={hint}
                className={`${corner} py-2 text-left font-medium wrap-anywhere`}
              >
                {name}
              </th>
              {stories.map((story) => {
                const cell = cells.find((one) => one.key === key && one.storyId === story.id);
                const said = suggested.find((one) => one.key === key && one.storyId === story.id);
                return (
                  <td key={story.id} className="px-3 py-2">
                    {cell ? (
                      <Strength cell={cell} />
                    ) : said ? (
                      <Said
                        words={said.words}
                        name={name}
                        title={story.title}
                        onMark={() => (
                          region.current?.focus(),
                          reportFailure(markCompetency(story.id, key))
                        )}
                      />
                    ) : (
                      <span className="text-ink-faint">
                        <span aria-hidden="true">·</span>
                        <span className="sr-only">no</span>
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ByCompetency({
  coverage: { framework, stories, cells, suggested },
}: {
  coverage: Coverage;
}) {
  const list = useRef<HTMLElement>(null);
  return (
    <section ref={list} tabIndex={-1} aria-label="Stories by competency" className="sm:hidden">
      {framework.competencies.map(({ key, name }) => {
        const shown = stories.flatMap((story) => {
          const cell = cells.find((one) => one.key === key && one.storyId === story.id);
          return cell ? [{ story, cell }] : [];
        });
        return (
          <div key={key} className="border-t border-line py-2.5 text-sm last:border-b">
            <h2 className="font-medium wrap-anywhere">{name}</h2>
            {shown.length === 0 && <p className="text-ink-soft">No stories</p>}
            {suggested
              .filter((one) => one.key === key)
              .map(({ storyId, words }) => {
                const title = stories.find((one) => one.id === storyId)?.title ?? '';
                return (
                  <p key={storyId} className="py-1 text-xs text-ink-soft">
                    {title}{' '}
                    <Said
                      words={words}
                      name={name}
                      title={title}
                      onMark={() => (
                        list.current?.focus(),
                        reportFailure(markCompetency(storyId, key))
                      )}
                    />
                  </p>
                );
              })}
            <ul>
              {shown.map(({ story, cell }) => (
                <li key={story.id} className="flex items-start gap-x-3 py-1">
                  <span className="min-w-0 flex-1">
                    <Link to="/stories/$id/preview" params={{ id: story.id }} className={link}>
                      {story.title}
                    </Link>
                    <span className="block text-xs text-ink-soft">
                      {describeStory(story)}
                      {story.isDraft && ' · draft'}
                    </span>
                  </span>
                  <Strength cell={cell} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

/** Competency words in a story that is not marked with it; pressing the button marks the story. */
function Said({
  words,
  name,
  title,
  onMark,
}: {
  words: readonly string[];
  name: string;
  title: string;
  onMark: () => void;
}) {
  return (
    <Button
      small
      look="quiet"
      aria-label={`Tag “${title}” with “${name}” because it says ${words.join(', ')}`}
      onClick={onMark}
      className="max-w-full shrink! text-left wrap-anywhere whitespace-normal!"
    >
      {words.join(', ')}?
    </Button>
  );
}

function Strength({ cell: { strength } }: { cell: CoverageCell }) {
  return (
    <Chip tone={strength === null ? 'plain' : gradeWords[strength].tone}>
      {strength === null ? 'no action yet' : gradeWords[strength].label}
    </Chip>
  );
}
