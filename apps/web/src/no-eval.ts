import { config } from 'zod';

// The page allows no code made from text; zod would try it once and leave an error in the console.
config({ jitless: true });
