import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';

// The building blocks of bundle lines.
export const id = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'Write an ID as a UUID in lowercase');
export const time = z
  .string()
  .regex(
    /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
    'Write a time in UTC with milliseconds, such as 1970-04-14T03:07:53.000Z',
  )
  .refine((text) => !Number.isNaN(Date.parse(text)), 'Invalid time');
export const count = z.int32().min(0);
export const version = z.int32().min(1);
export const name = z.string().min(1).max(20_000);
export const hash = z.string().regex(/^[0-9a-f]{64}$/, 'Write a SHA-256 as 64 hexadecimal digits');

export const written = {
  createdAt: time,
  createdBy: ActorRef.strict(),
  updatedAt: time,
  updatedBy: ActorRef.strict(),
};
