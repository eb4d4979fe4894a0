export const dist: string;
export function hasBuilt(part: 'main' | 'server'): boolean;
