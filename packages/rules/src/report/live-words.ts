import type { FrozenLive } from '@debrief/contract';
import { listObservationFacts } from '../investigation/index.ts';
import { countWords } from './walk.ts';

/**
 * A list of findings up to this length is open on a page; a longer one shows its statements and
 * folds the rest.
 */
export const openItems = 3;

interface Said {
  statement: string;
  more: readonly (string | null)[];
}

/** The words of a frozen live block: `first` are visible, `all` include folded ones. */
export function countLiveWords(data: FrozenLive): { first: number; all: number } {
  const said = saidIn(data);
  const count = (texts: readonly (string | null)[]) =>
    countWords(texts.filter((text) => text !== null).join('\n'));
  const statements = count(said.map((one) => one.statement));
  const all = statements + count(said.flatMap((one) => one.more));
  return { first: isTable(data) || said.length <= openItems ? all : statements, all };
}

function isTable({ kind }: FrozenLive): boolean {
  return kind === 'milestones' || kind === 'timeline' || kind === 'follow-ups' || kind === 'people';
}

function saidIn(data: FrozenLive): Said[] {
  switch (data.kind) {
    case 'milestones':
      return data.milestones.map((one) => ({ statement: one.name, more: [one.note] }));
    case 'timeline':
      return data.events.map((one) => ({ statement: one.title, more: [one.text] }));
    case 'hypotheses':
      return data.hypotheses.map((one) => ({
        statement: one.statement,
        more: [...one.steps.flatMap((step) => [step.by, step.note]), one.lesson],
      }));
    case 'decisions':
      return data.decisions.map((one) => ({
        statement: one.statement,
        more: [
          one.role,
          one.known,
          one.unknown,
          ...one.options.flatMap((option) => [option.text, option.tradeOff]),
          one.abortCriteria,
          one.whySpeed,
          one.tradeOffs,
          one.outcome,
        ],
      }));
    case 'factors':
      return data.factors.map((one) => ({
        statement: one.statement,
        more: [one.sense, one.belief, one.reality],
      }));
    case 'impact':
      return data.impacts.map((one) => ({
        statement: one.statement,
        more: [one.who, one.howItFelt, one.calculation, one.repair],
      }));
    case 'follow-ups':
      return data.followUps.map((one) => ({
        statement: one.text,
        more: [one.doneWhen, one.owner],
      }));
    case 'questions':
      return data.questions.map((one) => ({
        statement: one.statement,
        more: [one.askedBy, one.askedOf, one.answer, one.answeredBy],
      }));
    case 'observations':
      return data.observations.map((one) => ({
        statement: one.statement,
        more: listObservationFacts(one).flatMap((fact) => fact.lines),
      }));
    case 'contradictions':
      return data.contradictions.map((one) => ({
        statement: one.statement,
        more: [...one.accounts.flatMap(({ whose, says }) => [whose, says]), one.explanation],
      }));
    case 'people':
      return data.people.map((one) => ({ statement: one.name, more: one.roles ?? [] }));
  }
}
