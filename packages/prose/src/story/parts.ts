/** A part of a story: Situation, Task, Action, Result, Learning. */
export type Part = 'S' | 'T' | 'A' | 'R' | 'L';

export const parts: readonly Part[] = ['S', 'T', 'A', 'R', 'L'];

export const partWords: Record<Part, string> = {
  S: 'situation',
  T: 'task',
  A: 'action',
  R: 'result',
  L: 'learning',
};

export interface Range {
  start: number;
  end: number;
}

/** The names of a part: STAR first, then those of CAR, PAR and SOAR, then other languages. */
const names: Record<Part, string> = {
  S:
    'situation, context, background, setting, the situation, problem, challenge, scene, ' +
    '情境, 情景, 情况, 背景, 场景, 状況, 상황, situación, contexto, ausgangslage, contexte, situação, ситуация, situazione, sytuacja, situatie, situace, ситуація, durum, situasjon, helyzet, situație, κατάσταση, tình huống, situasi, tilanne, الموقف, الوضع, स्थिति, what was the situation, what happened',
  T:
    'task, tasks, goal, objective, objectives, responsibility, my task, my role, the task, obstacle, obstacles, ' +
    '任务, 目标, 职责, 課題, タスク, 과제, tarea, objetivo, aufgabe, ziel, tâche, objectif, tarefa, задача, compito, zadanie, taak, úkol, завдання, görev, uppgift, opgave, oppgave, feladat, sarcină, στόχος, nhiệm vụ, tugas, tehtävä, المهمة, कार्य, my responsibility, what was your task, what was your role, what was my task',
  A:
    'action, actions, actions taken, what i did, my actions, approach, steps, activity, ' +
    '行动, 行動, 行为, 行动步骤, 措施, 做法, 행동, acción, acciones, handlung, maßnahmen, vorgehen, ação, ações, действия, действие, azione, działanie, działania, actie, acties, akce, дії, eylem, behavior, behaviour, åtgärd, åtgärder, tiltak, cselekvés, acțiune, acțiuni, ενέργειες, hành động, tindakan, toiminta, الإجراء, कार्रवाई, steps i took, what did you do, what actions did you take, how i did it',
  R:
    'result, results, outcome, outcomes, impact, the result, ' +
    '结果, 成果, 成效, 結果, 결과, resultado, resultados, ergebnis, ergebnisse, résultat, résultats, результат, результаты, risultato, wynik, wyniki, rezultat, rezultaty, efekt, resultaat, výsledek, sonuç, resultat, eredmény, αποτέλεσμα, kết quả, hasil, tulos, النتيجة, परिणाम, what was the result, what was the outcome, what happened in the end',
  L:
    'learning, learnings, lesson, lessons, lesson learned, lessons learned, reflection, reflections, takeaway, takeaways, what i learned, ' +
    'what i would do differently, 学习, 学到, 收获, 反思, 经验教训, 教训, 总结, 学び, 배운 점, aprendizaje, aprendizajes, lecciones, erkenntnis, ' +
    'erkenntnisse, gelernt, apprentissage, leçons, aprendizado, aprendizados, уроки, вывод, выводы, lezione, wnioski, lekcje, geleerd, reflectie, lärdom, lärdomar, tanulság, what did you learn',
};

const partOfName = new Map(
  parts.flatMap((part) => names[part].split(', ').map((name) => [name, part] as const)),
);

/**
 * The part that a heading names; null if none. A single `S`, `T`, `A`, `R` or `L` also counts here.
 */
export function partNamed(heading: string): Part | null {
  const words = heading.normalize('NFC').toLowerCase().trim();
  const letter = parts.find((part) => part.toLowerCase() === words);
  if (letter) return letter;
  return (
    partOfName.get(words) ??
    partOfName.get(words.replace(/\s*[([（].*$/, '').trim()) ??
    partOfJoinedNames(words)
  );
}

/** The first part of "Situation / context" or "Results and impact", if each name is known. */
function partOfJoinedNames(words: string): Part | null {
  const named = words.split(/\s*[/&+,、]\s*|\s+(?:and|or|und|oder|et|ou|y|e|o|en|i)\s+|[和与]/u);
  const found = named.map((name) => partOfName.get(name));
  return found.length > 1 && !found.includes(undefined) ? (found[0] ?? null) : null;
}

/**
 * Bullets of editors and of Word, which also writes letters of symbol fonts: those count only
 * before a tab.
 */
export const bulletMarks = String.raw`(?:[-*•‣▪▫◦○●■□·➢►✓\uF0B7\uF0A7\uF0D8\uF0FC]|[o§–—](?=\t| {2,}))`;

/** Names that are strict enough to be headings in the middle of a line. */
export const inlineNames: readonly string[] = (
  'Situation, Task, Action, Actions, Result, Results, Outcome, Learning, Learnings, Lesson, Context, Background, Challenge, Problem, ' +
  '情境, 情况, 背景, 任务, 目标, 行动, 措施, 结果, 成果, 反思, 收获, 学习, 状況, 課題, 行動, 結果, 学び'
).split(', ');
