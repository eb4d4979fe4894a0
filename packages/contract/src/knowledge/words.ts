/** Whether a technology depends on one person. `unclear`: chance or shifts can explain it. */
export const knowledgeStates = ['one', 'unclear', 'several', 'few'] as const;
export type KnowledgeState = (typeof knowledgeStates)[number];
