export const nodeMemory: { args: string[]; env: Record<string, string> };
