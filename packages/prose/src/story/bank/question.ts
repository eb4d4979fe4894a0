export const difficulties = ['easy', 'medium', 'hard'] as const;
export const rounds = ['screen', 'technical', 'panel', 'promotion'] as const;

export type Difficulty = (typeof difficulties)[number];
export type Round = (typeof rounds)[number];

export interface Question {
  id: string;
  text: string;
  /** Ids of competencies, of any framework. */
  competencies: readonly string[];
  difficulty: Difficulty;
  /** Roles that it is asked of; `any` for all. */
  roles: readonly string[];
  round: Round;
}
