export const checkPeriods = ['day', 'week', 'month'] as const;
