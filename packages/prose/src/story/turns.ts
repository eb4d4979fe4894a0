import type { Label } from './headings.ts';
import { partNamed, type Range } from './parts.ts';

const start = String.raw`^[ \t>*_•·-]{0,8}`;
const end = String.raw`[ \t]{0,3}\d{0,3}(?:\*\*|__)?[ \t]{0,3}[:：.](?:\*\*|__)?`;
const asked = new RegExp(
  `${start}(?:Q|Question|Interviewer(?:in)?|Hiring manager|Recruiter|Frage|Pregunta|Domanda|Entrevistador[ae]?|Recruteu[rs]e?|面试官|問|问|質問)${end}.*$`,
  'gimu',
);
const answered = new RegExp(
  `${start}(?<name>A|Answer|Me|Myself|Candidate|Interviewee|Ich|Antwort|Moi|Réponse|Yo|Respuesta|Io|Risposta|Eu|我|答|回答)${end}[ \\t]*`,
  'gimu',
);
const named = /^[ \t>*_•·-]{0,8}(?<name>\p{Lu}[\p{L} .'’-]{0,30}):[ \t]+/gmu;

/**
 * What an interviewer asked, and the label of who answered: ranges of a dialog that are not part of
 * a story. None if no one asks.
 */
export function findTurns(text: string, labels: readonly Label[]): Range[] {
  const questions = [...text.matchAll(asked)].map(toRange);
  if (questions.length === 0) return [];
  const isAction = labels.some((label) => label.isLetter);
  const answers = [...text.matchAll(answered)].filter(
    (found) => !isAction || !/^a$/i.test(found.groups?.['name'] ?? ''),
  );
  const byName = Map.groupBy(text.matchAll(named), (found) => found.groups?.['name'] ?? '');
  const people = [...byName].flatMap(([name, found]) =>
    found.length > 1 && partNamed(name) === null ? found : [],
  );
  return [...questions, ...[...answers, ...people].map(toRange)];
}

function toRange(found: RegExpMatchArray): Range {
  const at = found.index ?? 0;
  return { start: at, end: at + found[0].length };
}
