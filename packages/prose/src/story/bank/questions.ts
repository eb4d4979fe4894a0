import type { Difficulty, Question, Round } from './question.ts';

type Row = [Difficulty, Round, roles: string, text: string];

const ours: Record<string, readonly Row[]> = {
  diagnosis: [
    [
      'easy',
      'screen',
      'any',
      'Tell me about a fault that you found step by step. What was the first clue?',
    ],
    [
      'medium',
      'technical',
      'backend, sre',
      'Describe a time when the obvious suspect was innocent. How did you rule it out?',
    ],
    [
      'medium',
      'technical',
      'data',
      'When did two systems disagree about a number, and how did you learn which was right?',
    ],
    [
      'hard',
      'technical',
      'storage, sre, backend',
      'Tell me about a fault that you could reproduce only after days. What made the difference?',
    ],
    [
      'hard',
      'technical',
      'any',
      'Which signal misled you most in an incident, and when did you stop believing it?',
    ],
    [
      'medium',
      'panel',
      'any',
      'Describe an incident in which several things had to be true at once. How did you find the second one?',
    ],
  ],
  judgement: [
    [
      'easy',
      'screen',
      'any',
      'Tell me about a decision that you made without all that you wanted to know.',
    ],
    [
      'medium',
      'panel',
      'sre, backend, lead',
      'When did you roll back although no one knew the cause? How did you decide?',
    ],
    [
      'medium',
      'technical',
      'any',
      'Describe a repair that you picked because it could be undone. What did it cost?',
    ],
    [
      'hard',
      'panel',
      'lead, staff',
      'When did you stop an investigation, and what did you leave unknown on purpose?',
    ],
    [
      'hard',
      'promotion',
      'staff, lead',
      'Tell me about a risk that you took for the business. Who carried it, and who agreed?',
    ],
    [
      'medium',
      'panel',
      'any',
      'When was quick and imperfect right, and how did you keep it from staying?',
    ],
  ],
  prevention: [
    ['easy', 'screen', 'any', 'What exists today because of an incident that you were part of?'],
    [
      'medium',
      'technical',
      'any',
      'Tell me about an alarm that you added. Has it fired, and was it right?',
    ],
    [
      'medium',
      'technical',
      'data, backend',
      'How did you make a class of error impossible, and not just this one?',
    ],
    [
      'hard',
      'panel',
      'staff, lead',
      'Which preventive work did you decline after an incident, and why?',
    ],
    [
      'hard',
      'promotion',
      'staff',
      'Describe a guard you built that other teams adopted. What did they change?',
    ],
    [
      'medium',
      'panel',
      'sre',
      'How do you know that a safeguard you built would fire again today?',
    ],
  ],
  rigour: [
    [
      'easy',
      'screen',
      'any',
      'Tell me about one of your results with a number. How was it measured?',
    ],
    [
      'medium',
      'technical',
      'data',
      'How did you prove that a repair of data was complete and changed nothing else?',
    ],
    [
      'medium',
      'technical',
      'backend, storage',
      'Describe a change that you tried at small scale first. What did the small scale not show?',
    ],
    [
      'hard',
      'technical',
      'sre, staff',
      'When did a before and after look good, and turn out to be chance?',
    ],
    ['hard', 'panel', 'any', 'When did you check a claim of your own, and it fell?'],
    [
      'medium',
      'technical',
      'any',
      'Which figure would you want on the wall for the service that you know best, and which would you take down?',
    ],
  ],
  'working-with-others': [
    [
      'easy',
      'screen',
      'any',
      'Tell me about an incident that you could not have solved by yourself. Who was essential?',
    ],
    [
      'medium',
      'panel',
      'any',
      'When did you need something urgently of a team that did not report to yours?',
    ],
    [
      'medium',
      'panel',
      'support, product',
      'Describe a time when someone outside engineering saw it first. What did you do with it?',
    ],
    [
      'hard',
      'panel',
      'lead, staff',
      'Two teams saw the same incident differently. How did you bring both accounts to the table?',
    ],
    [
      'hard',
      'promotion',
      'staff, lead',
      'Tell me about work that crossed three teams. What was yours, and what did you leave to them?',
    ],
    [
      'medium',
      'panel',
      'any',
      'When did you hand over in the middle of an incident, and how did you make sure that nothing was lost?',
    ],
  ],
  leading: [
    [
      'easy',
      'screen',
      'any',
      'When did others look to you in an incident, whatever your title was?',
    ],
    [
      'medium',
      'panel',
      'lead, sre',
      'How did you split the work among many people when no one knew where the fault was?',
    ],
    [
      'medium',
      'panel',
      'lead',
      'Describe a call with too many voices. What did you do in the first ten minutes?',
    ],
    [
      'hard',
      'panel',
      'lead, staff',
      'Someone senior argued against your decision during an incident. What happened?',
    ],
    ['hard', 'promotion', 'lead', 'Tell me about someone who now leads incidents because of you.'],
    [
      'medium',
      'panel',
      'lead',
      'How did you look after the people in an incident that went through the night?',
    ],
  ],
  communication: [
    [
      'easy',
      'screen',
      'any',
      'Tell me about an incident as you would tell a customer, and then as you would tell an engineer.',
    ],
    [
      'medium',
      'panel',
      'any',
      'When did you have to say that you did not know yet? How did you put it?',
    ],
    [
      'medium',
      'panel',
      'support, lead',
      'Describe an update during an outage that made things calmer. What was in it?',
    ],
    [
      'hard',
      'panel',
      'lead, staff',
      'When did you bring bad news upwards early, and what did it cost or spare?',
    ],
    [
      'medium',
      'technical',
      'any',
      'Which of your documents is still read a year later, and who reads it?',
    ],
    [
      'hard',
      'promotion',
      'staff',
      'Tell me about a review of an incident that changed how people understood the system.',
    ],
  ],
  customer: [
    ['easy', 'screen', 'any', 'Tell me about a time when a user knew before you did.'],
    [
      'medium',
      'panel',
      'product, support',
      'When did the wish of a customer hide another need? How did you find it?',
    ],
    [
      'medium',
      'technical',
      'any',
      'Describe how you learned what an outage meant for those who were in the middle of something.',
    ],
    [
      'hard',
      'panel',
      'any',
      'When did you stop a launch or a feature for the sake of users? What spoke against it?',
    ],
    [
      'hard',
      'panel',
      'support, lead',
      'Which group of users did your dashboards not see, and how did you notice?',
    ],
    ['medium', 'panel', 'any', 'How did you make it good for those who were hurt by an incident?'],
  ],
  initiative: [
    ['easy', 'screen', 'any', 'Tell me about something you fixed although it was not yours.'],
    [
      'medium',
      'panel',
      'any',
      'When did you work around another team’s queue, and how did you keep them with you?',
    ],
    [
      'medium',
      'panel',
      'any',
      'Describe a nuisance that everyone lived with until you took it on.',
    ],
    [
      'hard',
      'panel',
      'staff, lead',
      'When did you start something large without being asked? How did you get the room for it?',
    ],
    [
      'medium',
      'technical',
      'any',
      'Tell me about a task done by hand that you automated. What did you leave to people, and why?',
    ],
    [
      'hard',
      'promotion',
      'staff',
      'Which problem did you see a year before others did, and what did you do until then?',
    ],
  ],
  learning: [
    ['easy', 'screen', 'any', 'Tell me about an incident that you caused.'],
    [
      'medium',
      'panel',
      'any',
      'What did you believe about your system that turned out to be wrong?',
    ],
    ['medium', 'panel', 'any', 'Tell me about your work that failed and stayed failed.'],
    [
      'hard',
      'panel',
      'lead, staff',
      'When did you change your mind in front of others? What made you?',
    ],
    [
      'hard',
      'promotion',
      'staff, lead',
      'What would you do otherwise in the incident that you are best known for?',
    ],
    [
      'easy',
      'panel',
      'any',
      'What did you teach others from an incident, and how do you know that they learned it?',
    ],
  ],
  influence: [
    ['easy', 'screen', 'any', 'When did others take up a way of working from you?'],
    [
      'medium',
      'panel',
      'any',
      'Tell me about a requirement that you pushed back on. What did you offer instead?',
    ],
    [
      'hard',
      'panel',
      'staff, lead',
      'When did you lose an argument and then make the other plan succeed?',
    ],
    [
      'hard',
      'promotion',
      'staff',
      'Describe a standard that you set without authority. Who resisted, and were they right?',
    ],
    [
      'medium',
      'technical',
      'any',
      'When did you replace a clever design with a plain one? How did you convince its author?',
    ],
    [
      'medium',
      'panel',
      'any',
      'Tell me about a cost that you cut without cutting what people relied on.',
    ],
  ],
};

export const questions: readonly Question[] = Object.entries(ours).flatMap(([competency, rows]) =>
  rows.map(([difficulty, round, roles, text], index): Question => ({
    id: `${competency}-${index + 1}`,
    text,
    competencies: [competency],
    difficulty,
    roles: roles.split(', '),
    round,
  })),
);
